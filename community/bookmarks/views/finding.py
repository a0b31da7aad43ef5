"""What a view is asked for: one's own things, which to anybody else do not exist."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from community.bookmarks.models import Bookmark, Collection
from stoa.accounts.models import User


def member(request: HttpRequest) -> User:
    """Who asks, behind `login_required`."""
    return cast(User, request.user)


def own_or_404(request: HttpRequest, bookmark_id: int) -> Bookmark:
    return get_object_or_404(Bookmark.objects.of(member(request)).select_related("owner"), pk=bookmark_id)


def own_collection_or_404(request: HttpRequest, collection_id: int) -> Collection:
    return get_object_or_404(Collection.objects.filter(owner=member(request)), pk=collection_id)
