"""Lists of bookmarks: everybody's, those of a tag, one's own."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.bookmarks import freshness, heads, listing
from community.bookmarks.models import Bookmark, BookmarkTag
from community.bookmarks.removal import UNDO_TIME
from stoa.accounts.entrance import member_of
from stoa.core import pagecache

#: Of what was removed lately, as many banners as fit.
UNDOABLE = 3


@require_safe
def all_bookmarks(request: HttpRequest) -> HttpResponse:
    """What everybody may see of all members' bookmarks."""
    pagecache.mark_public(request)
    page = listing.page_of(request, listing.seen_by_all())
    listing.say_shown(request, page.bookmarks, freshness.ALL)
    head = heads.list_head(request, is_first=page.is_first)
    return render(request, "bookmarks/all.html", {"page": page, "head": head})


@require_safe
def tagged(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody's bookmarks with a tag; 404 for a tag that nothing public has."""
    pagecache.mark_public(request)
    tag = get_object_or_404(BookmarkTag, slug=slug)
    page = listing.page_of(request, listing.seen_by_all().filter(tagged__tag=tag))
    if page.is_first and not page.bookmarks:
        raise Http404
    listing.say_shown(request, page.bookmarks, freshness.ALL)
    context = {"page": page, "tag": tag, "head": heads.tag_head(request, tag)}
    return render(request, "bookmarks/tagged.html", context)


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """One's own, with what still waits, what was refused and what only oneself sees."""
    page = listing.page_of(request, Bookmark.objects.of(member_of(request)))
    return render(request, "bookmarks/mine.html", {"page": page, "removed": _undoable(request), "current": "mine"})


def _undoable(request: HttpRequest) -> list[dict[str, Any]]:
    """{"removed_at", "number"} of what may still be brought back, the latest first."""
    lately = Bookmark.objects.filter(owner=member_of(request), removed_at__gt=timezone.now() - UNDO_TIME)
    batches = lately.order_by("-removed_at").values("removed_at").annotate(number=Count("pk"))
    return [dict(batch) for batch in batches[:UNDOABLE]]
