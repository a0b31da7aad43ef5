"""The bookmarklet: how to get it, and the script it loads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.bookmarks import heads, launching
from stoa.core import pagecache

#: A browser asks again after an hour, so that a mended overlay reaches every old bookmarklet.
SECONDS = 3600


@require_safe
def bookmarklet(request: HttpRequest) -> HttpResponse:
    """What it is and how to put it among one's bookmarks; the same for everyone."""
    pagecache.mark_public(request)
    context = {"launcher": launching.launcher(), "head": heads.launcher_head(request)}
    return render(request, "bookmarks/bookmarklet.html", context)


@require_safe
def overlay(request: HttpRequest, version: int) -> HttpResponse:
    script = launching.overlay(version)
    if script is None:
        raise Http404
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    return response
