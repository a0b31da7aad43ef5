"""What members say of the demo's products, what the shop replied, and who found it helpful."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from community.reactions import likes
from community.reactions.exceptions import ReactionRefused
from shop.catalogue.models import Review
from shop.catalogue.models.reviews import KIND
from shop.catalogue.reviews import writing
from shop.catalogue.reviews.exceptions import ReviewRefused
from shop.catalogue.reviews.writing import Draft
from stoa.accounts.models import User
from stoa.demo.loading.pages import Places
from stoa.demo.loading.publication import DEFAULT_LANGUAGE, Publication

REPLIED_AFTER = timedelta(days=1, hours=5)


def load_reviews(publication: Publication, places: Places, people: dict[str, User], now: datetime) -> None:
    """A second load leaves alone what was said, changed or moderated here."""
    staff = people[publication.orders["staff"]]
    said = set(Review.objects.values_list("user_id", "translation_key"))
    for place, facts in enumerate(publication.reviews):
        key = places.pages[f"product:{facts['product']}", DEFAULT_LANGUAGE].translation_key
        if (people[facts["by"]].pk, key) not in said:
            at = now - timedelta(days=facts["days_ago"], minutes=place * 37 % 600)
            # Somebody may have taken the order back since.
            with suppress(ReviewRefused):
                _load(facts, key, people, staff, at)


def _load(facts: dict[str, Any], key: Any, people: dict[str, User], staff: User, at: datetime) -> None:
    language = facts.get("language", DEFAULT_LANGUAGE)
    draft = Draft(stars=facts["stars"], title=facts["title"], text=facts["text"].strip(), language=language)
    review = writing.write(author=people[facts["by"]], key=key, draft=draft, is_read_first=False, now=at)
    if "reply" in facts:
        # Nobody is written to about what was said long ago.
        review.set_reply(facts["reply"])
        review.replied_at, review.replied_by = at + REPLIED_AFTER, staff
        review.save(update_fields=["reply", "reply_html", "replied_at", "replied_by"])
    for name in facts.get("helpful", []):
        with suppress(ReactionRefused):
            likes.like(user=people[name], kind=KIND, key=str(review.pk))
