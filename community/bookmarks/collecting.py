"""The functions that write collections."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from community.bookmarks import freshness
from community.bookmarks.exceptions import NameTaken, TooManyCollections
from community.bookmarks.models import Bookmark, Collection, Sharing
from community.bookmarks.models.collections import make_key
from community.bookmarks.saving import lock_owner
from stoa.accounts.models import User

#: Of one member; their names are chosen from a list.
MAX_COLLECTIONS = 200


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a member says about a collection."""

    name: str
    description: str = ""
    sharing: str = Sharing.PRIVATE
    cover: Bookmark | None = None


@transaction.atomic
def make_collection(*, owner: User, facts: Facts) -> Collection:
    """Raises NameTaken, TooManyCollections or OwnerGone."""
    lock_owner(owner)
    if owner.bookmark_collections.count() >= MAX_COLLECTIONS:
        raise TooManyCollections
    return _save(Collection(owner=owner), facts)


@transaction.atomic
def change_collection(*, collection: Collection, facts: Facts) -> Collection:
    """One that is shared by link again gets a new link: who had the old one does not come back. Raises NameTaken."""
    row = Collection.objects.select_for_update().get(pk=collection.pk)
    if facts.sharing == Sharing.LINK and not row.is_by_link:
        row.key = make_key()
    return _save(row, facts)


@transaction.atomic
def delete_collection(*, collection: Collection) -> None:
    """The bookmarks in it stay."""
    collection.delete()
    freshness.purge(collection.owner_id)


def _save(collection: Collection, facts: Facts) -> Collection:
    collection.name, collection.description = facts.name, facts.description
    collection.sharing, collection.cover = facts.sharing, facts.cover
    try:
        with transaction.atomic():
            collection.save()
    except IntegrityError as error:
        raise NameTaken from error
    freshness.purge(collection.owner_id)
    return collection
