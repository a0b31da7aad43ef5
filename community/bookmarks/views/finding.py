"""What a view is asked for: one's own things, which to anybody else do not exist."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from community.bookmarks.models import Bookmark, Collection
from stoa.accounts.entrance import member_of


def own_or_404(request: HttpRequest, bookmark_id: int) -> Bookmark:
    return get_object_or_404(Bookmark.objects.of(member_of(request)).select_related("owner"), pk=bookmark_id)


def own_collection_or_404(request: HttpRequest, collection_id: int) -> Collection:
    return get_object_or_404(Collection.objects.filter(owner=member_of(request)), pk=collection_id)
