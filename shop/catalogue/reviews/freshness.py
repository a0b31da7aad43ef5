"""Which kept pages a change of reviews makes stale."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models.signals import post_save, pre_delete

from community.reactions.signals import liked, unliked
from shop.catalogue.freshness import forget_products
from shop.catalogue.models import Review
from shop.catalogue.models.reviews import KIND
from stoa.core import keyset, pagecache
from stoa.core.things import Shown

_OF_MEMBER = {"display_name", "handle", "photo", "is_active"}


def connect_signals() -> None:
    liked.connect(_liked, dispatch_uid="reviews_helpful")
    unliked.connect(_unliked, dispatch_uid="reviews_not_helpful")
    post_save.connect(_member_saved, sender=get_user_model(), dispatch_uid="reviews_member_saved")
    pre_delete.connect(_purge_of_member, sender=get_user_model(), dispatch_uid="reviews_member_deleted")


def tag(key: UUID) -> str:
    """What the page cache calls the list of a product's reviews."""
    return f"reviews:{key}"


def changed(review: Review, *, in_cards: bool = True) -> None:
    """A review is there, gone, or says something else; `in_cards` unless number and stars are the same."""
    pagecache.purge(tag(review.translation_key))
    if in_cards:
        forget_products({review.translation_key}, in_bodies=True)


def _liked(sender: Any, shown: Shown, **kwargs: Any) -> None:
    _votes_changed(shown.kind, shown.key)


def _unliked(sender: Any, kind: str, key: str, **kwargs: Any) -> None:
    _votes_changed(kind, key)


def _votes_changed(kind: str, key: str) -> None:
    """The most helpful come first."""
    if kind == KIND:
        _purge_of(Review.objects.filter(pk__in=keyset.read_keys([key])))


def _member_saved(instance: Any, created: bool, update_fields: Collection[str] | None, **kwargs: Any) -> None:
    if not created and (update_fields is None or not _OF_MEMBER.isdisjoint(update_fields)):
        _purge_of_member(instance=instance)


def _purge_of_member(instance: Any, **kwargs: Any) -> None:
    """Reviews show the names and photos of members."""
    _purge_of(Review.objects.filter(user=instance.pk))


def _purge_of(reviews: Any) -> None:
    pagecache.purge(*(tag(key) for key in reviews.values_list("translation_key", flat=True)))
