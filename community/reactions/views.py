"""Pages and endpoints for likes, views and rankings."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members import lists
from community.reactions import counting, likes, listing, rankings, rate_limits
from community.reactions.exceptions import NotLikable, ReactionRefused
from stoa.accounts.models import User
from stoa.core import pagecache, things
from stoa.core.access import Viewer
from stoa.core.errors import too_many_requests
from stoa.core.fragments import is_in_place


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def like(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Like something or take it back (`like` is "yes" or "no"): in place for htmx, else a page of its own."""
    user = cast(User, request.user)
    shown = _thing_or_404(kind, key, user)
    if request.method == "POST":
        if rate_limits.likes_too_fast(request):
            return too_many_requests(request)
        return _change(request, user, shown)
    return render(request, "reactions/like.html", _state(user, shown))


@require_safe
@never_cache
def likers(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Who likes something, as far as they let the visitor see it."""
    shown = _thing_or_404(kind, key, request.user)
    members = lists.page_of(request, listing.likers(shown, request.user))
    return render(request, "reactions/likers.html", {"shown": shown, "page": members})


# Nothing but a number goes up, and no page that is the same for everyone could carry a token.
@csrf_exempt  # nosemgrep: no-csrf-exempt -- counts a view; the origin is checked instead
@require_POST
@never_cache
def seen(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """A browser says that a person looks at something (`navigator.sendBeacon`). Always an empty answer."""
    if _is_own_page(request) and not rate_limits.views_too_fast(request):
        counting.saw(request=request, kind=kind, key=key)
    return HttpResponse(status=204)


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    """What was seen most, by kind: the same for everyone."""
    pagecache.mark_public(request)
    period = request.GET.get("days", "")
    boards = rankings.boards(period, language=get_language() or "")
    facts = {"boards": boards, "periods": rankings.PERIODS, "period": period}
    return render(request, "reactions/ranking.html", facts)


def _change(request: HttpRequest, user: User, shown: things.Shown) -> HttpResponse:
    change = likes.like if request.POST.get("like") == "yes" else likes.unlike
    try:
        change(user=user, kind=shown.kind, key=shown.key)
    except ReactionRefused as refusal:
        messages.error(request, str(refusal.message))
    if is_in_place(request):
        return render(request, "reactions/changed.html", _state(user, shown))
    return redirect(shown.url)


def _state(user: User, shown: things.Shown) -> dict[str, object]:
    return {
        "shown": shown,
        "kind": shown.kind,
        "key": shown.key,
        "is_liked": bool(likes.liked_by(user, shown.kind, [shown.key])),
        "number": likes.counts(shown.kind, [shown.key]).get(shown.key, 0),
    }


def _thing_or_404(kind: str, key: str, viewer: Viewer) -> things.Shown:
    try:
        return likes.find_likable(viewer, kind, key)
    except NotLikable:
        raise Http404 from None


def _is_own_page(request: HttpRequest) -> bool:
    """Browsers say from which site a request comes; other people's pages do not count for us."""
    host = request.get_host()
    return request.headers.get("Origin", "") in (f"https://{host}", f"http://{host}")
