"""Reviews as things of the community, found helpful by others, and as something members report."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.moderation import subjects
from community.reactions import manners
from shop.catalogue.models import Review, ReviewState
from shop.catalogue.models.reviews import KIND
from shop.catalogue.reviews import moderating
from stoa.core import keyset, things
from stoa.core.access import Viewer

PRODUCT = "product"


def register() -> None:
    things.register(things.Kind(name=KIND, label=_("review"), model=Review, find=find, is_likable=True))
    manners.register(
        KIND,
        manners.Manner(
            button=_("Helpful"),
            pressed=_("Helpful"),
            number=ngettext_lazy("%(number)s found this helpful", "%(number)s found this helpful", "number"),
            icon="icons/thumb.svg",
            is_for_owner=False,
        ),
    )
    subjects.register(
        subjects.Subject(
            kind=KIND,
            look=_look,
            hide=moderating.hide,
            restore=moderating.show,
            delete=moderating.delete,
            waiting=_waiting,
        )
    )


def find(keys: Collection[str], viewer: Viewer) -> dict[str, things.Shown]:
    """Those that are shown, or the viewer's own, of products that they may see. Two queries."""
    reviews = list(Review.objects.visible_to(viewer).filter(pk__in=keyset.read_keys(keys)))
    products = things.kind(PRODUCT).find({str(review.translation_key) for review in reviews}, viewer)
    return {
        str(review.pk): _shown(review, products[str(review.translation_key)])
        for review in reviews
        if str(review.translation_key) in products
    }


def _shown(review: Review, product: things.Shown) -> things.Shown:
    return things.Shown(
        kind=KIND,
        key=str(review.pk),
        title=review.title,
        url=reverse("review", args=[review.pk]),
        image=product.image,
        owner_id=review.user_id,
        within=product.title,
    )


def _look(keys: Collection[str]) -> dict[str, subjects.Look]:
    found = Review.objects.said().filter(pk__in=keyset.read_keys(keys))
    return {str(review.pk): _seen(review) for review in found}


def _seen(review: Review) -> subjects.Look:
    return subjects.Look(
        title=review.title,
        text=review.text,
        url=reverse("shop_reviews:inspect", args=[review.pk]),
        state=str(review.get_state_display()),
        member_id=review.user_id,
    )


def _waiting() -> subjects.Waiting:
    url = f"{reverse('shop_reviews:index')}?state={ReviewState.WAITING}"
    return subjects.Waiting(number=Review.objects.waiting().count(), url=url)
