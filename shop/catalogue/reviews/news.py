"""A review is news: in the stream once it is shown, and for its author when the shop replies or it is hidden."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.activity import notices, recording, verbs
from community.activity.models import Mail
from community.activity.notices import NoticeKind
from community.activity.verbs import Verb
from shop.catalogue.models import Review
from shop.catalogue.models.reviews import KIND
from stoa.accounts.models import User

VERB = "reviewed"
REPLIED, HIDDEN = "review_replied", "review_hidden"


def register() -> None:
    verbs.register(
        Verb(
            name=VERB,
            label=_("What I review"),
            sentence=_("{actor} reviewed {within}"),
            grouped={"": ngettext_lazy("{actor} wrote {count} review", "{actor} wrote {count} reviews")},
        )
    )
    kinds = (
        (REPLIED, _("The shop replies to my review"), _("The shop replied to your review of {within}")),
        (HIDDEN, _("My review was hidden"), _("Your review of {within} was hidden by a moderator")),
    )
    for name, label, sentence in kinds:
        notices.register(NoticeKind(name=name, label=label, sentence=sentence, default_mail=Mail.AT_ONCE))


def tell(review: Review) -> None:
    """Once, when everybody can see it."""
    if review.user is None or not review.is_shown:
        return
    key = str(review.pk)
    if not recording.is_recorded(actor_id=review.user.pk, verb=VERB, target_kind=KIND, target_key=key):
        recording.record(actor=review.user, verb=VERB, target_kind=KIND, target_key=key, now=review.created_at)


def tell_of_reply(review: Review, user: User) -> None:
    """In the name of the shop, whoever of its staff wrote it."""
    if review.user_id != user.pk:
        _notify(review, REPLIED)


def tell_of_hiding(review: Review) -> None:
    _notify(review, HIDDEN)


def _notify(review: Review, kind: str) -> None:
    if review.user:
        facts = {"language": review.language}
        notices.notify(recipient=review.user, kind=kind, target_kind=KIND, target_key=str(review.pk), facts=facts)
