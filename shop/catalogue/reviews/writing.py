"""What authors do with their reviews, and what the shop replies."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from community.moderation import sanctions
from community.moderation.exceptions import Silenced
from shop.catalogue.models import Review, ReviewState
from shop.catalogue.reviews import buyers, freshness, news
from shop.catalogue.reviews.exceptions import JustDeleted, MayNotWrite, NotBought, ReviewRefused
from stoa.accounts.models import User
from stoa.core import markup

#: A review with more links than this waits for a moderator.
LINKS_AT_MOST = 1


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a member says; `language` is the one they wrote it in."""

    stars: int
    title: str
    text: str
    language: str


def check_may_review(user: User, key: UUID, now: datetime) -> None:
    """Raises NotBought, MayNotWrite. Two queries."""
    if not buyers.has_bought(user, key):
        raise NotBought
    try:
        sanctions.check_may_write(user, now)
    except Silenced as refusal:
        raise MayNotWrite(refusal.message) from refusal


@transaction.atomic
def write(*, author: User, key: UUID, draft: Draft, is_read_first: bool, now: datetime) -> Review:
    """The author's one review of the product says this now, however many tabs send it.

    Raises ReviewRefused. Policy: with `is_read_first` it waits for a moderator, changed or new; what was hidden stays
    hidden.
    """
    _lock(author)
    check_may_review(author, key, now)
    wanted = _first_state(draft, is_read_first)
    facts = {**vars(draft), "text_html": markup.comment_markdown(draft.text), "state": wanted, "created_at": now}
    review, is_new = Review.objects.get_or_create(user=author, translation_key=key, defaults=facts)
    if is_new:
        freshness.changed(review)
        news.tell(review)
        return review
    return _change(review, draft, wanted, now)


@transaction.atomic
def delete(*, author: User, key: UUID) -> bool:
    """Answers whether there was one. What was hidden leaves an empty row: what is written anew stays hidden too."""
    mine = Review.objects.select_for_update().filter(user=author).of_product(key).said().first()
    if mine is None:
        return False
    if mine.state == ReviewState.HIDDEN:
        _empty(mine)
        return True
    mine.delete()
    freshness.changed(mine)
    return True


@transaction.atomic
def erase(*, author: User, keep_content: bool) -> None:
    """Of an account that goes: all its reviews, or only the empty rows."""
    mine = Review.objects.select_for_update().filter(user=author)
    for review in mine.exclude(pk__in=mine.said()) if keep_content else mine:
        review.delete()
        freshness.changed(review)


@transaction.atomic
def reply(*, review_id: int, text: str, user: User, now: datetime) -> Review:
    """The shop replies, changes its reply, or with "" takes it back. Raises Review.DoesNotExist."""
    review = Review.objects.select_for_update(of=("self",)).get(pk=review_id)
    is_first = not review.reply and bool(text)
    review.set_reply(text)
    review.replied_at, review.replied_by = (now, user) if text else (None, None)
    review.save(update_fields=["reply", "reply_html", "replied_at", "replied_by"])
    freshness.changed(review, in_cards=False)
    if is_first:
        news.tell_of_reply(review, user)
    return review


def _lock(author: User) -> None:
    """Nobody erases the account until the review is there. Raises ReviewRefused when it is gone."""
    if not User.objects.select_for_update(no_key=True).filter(pk=author.pk).exists():
        raise ReviewRefused


def _empty(review: Review) -> None:
    review.title = ""
    review.set_text("")
    review.set_reply("")
    review.replied_at = review.replied_by = None
    review.save()


def _first_state(draft: Draft, is_read_first: bool) -> ReviewState:
    links = markup.links_outside(markup.comment_markdown(draft.text))
    return ReviewState.WAITING if is_read_first or links > LINKS_AT_MOST else ReviewState.SHOWN


def _change(review: Review, draft: Draft, wanted: ReviewState, now: datetime) -> Review:
    locked = Review.objects.select_for_update(of=("self",)).select_related("user").filter(pk=review.pk).first()
    if locked is None:
        raise JustDeleted
    review = locked
    if _says(review, draft):
        # The same form sent twice.
        return review
    is_counted_otherwise = review.is_shown
    review.stars, review.title, review.language, review.edited_at = draft.stars, draft.title, draft.language, now
    review.set_text(draft.text)
    if review.state == ReviewState.SHOWN:
        review.state = wanted
    review.save()
    if is_counted_otherwise:
        freshness.changed(review)
    return review


def _says(review: Review, draft: Draft) -> bool:
    return (review.stars, review.title, review.text) == (draft.stars, draft.title, draft.text)
