"""The page of a bookmark, and its picture while one waits for it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.bookmarks import heads, listing
from community.bookmarks.models import Bookmark, Sharing
from community.bookmarks.models.bookmarks import BookmarkQuerySet
from community.bookmarks.views.finding import own_or_404
from community.members.people import photo_url
from community.moderation.admin.rights import may_moderate
from stoa.core import pagecache

MORE = 4
#: The browser asks every two seconds; after this number it stops and offers to be asked again.
LOOKS_AT_MOST = 45


@require_safe
def bookmark(request: HttpRequest, bookmark_id: int, slug: str) -> HttpResponse:
    """Public where its owner shows it to everybody; else private, for those who may see it."""
    rows = Bookmark.objects.filter(pk=bookmark_id)
    found = rows.visible_to(AnonymousUser()).first()
    if found:
        pagecache.mark_public(request)
    else:
        pagecache.mark_private(request)
        found = rows.visible_to(request.user).first() or _for_moderator(request, rows)
    if found is None:
        raise Http404
    if slug != found.slug:
        return redirect(found, permanent=True)
    return _show(request, found.pk)


@require_safe
@never_cache
@login_required
def picture(request: HttpRequest, bookmark_id: int) -> HttpResponse:
    """The place of a picture of one's own, as it is now; asks again by itself while it waits."""
    found = own_or_404(request, bookmark_id)
    context = {"bookmark": found, "is_own": True} | patience(request)
    return render(request, "bookmarks/components/picture_place.html", context)


def _for_moderator(request: HttpRequest, rows: BookmarkQuerySet) -> Bookmark | None:
    """Who decides about a reported bookmark looks at it, hidden or shown to few; what is only its owner's stays so."""
    return rows.kept().filter(is_private=False).first() if may_moderate(request.user) else None


def patience(request: HttpRequest) -> dict[str, Any]:
    """How often the browser has looked, as it says itself, and whether it should go on."""
    looks = request.GET.get("looks", "")
    number = int(looks) + 1 if looks.isascii() and looks.isdigit() and len(looks) < 4 else 1
    return {"looks": number, "is_patient": number < LOOKS_AT_MOST}


def _show(request: HttpRequest, bookmark_id: int) -> HttpResponse:
    rows = Bookmark.objects.select_related("owner__member_settings")
    found = rows.shown_as("wide").get(pk=bookmark_id)
    listing.say_of_owner(request, found.owner_id)
    others = Bookmark.objects.shown().filter(owner=found.owner).exclude(pk=found.pk)
    context = {
        "bookmark": found,
        "is_own": not pagecache.is_public(request) and request.user.pk == found.owner_id,
        "photo_url": photo_url(found.owner),
        "looks": 0,
        "is_patient": True,
        "tags": list(found.tagged.order_by("pk").values("tag__name", "tag__slug")),
        "collections": found.collections.filter(sharing=Sharing.PUBLIC).by_name(),
        "more": others.newest_first().shown_as("gallery")[:MORE],
        "head": heads.bookmark_head(request, found),
    }
    return render(request, "bookmarks/bookmark.html", context)
