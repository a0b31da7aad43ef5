"""Keeps whole public answers and answers from them; says to everyone else what may be kept.

Public answers go out with `max-age=0, must-revalidate`: browsers ask again each time and mostly get a 304, so a reader
sees a change at once. Shared caches may keep them for PAGE_CACHE_SECONDS (`s-maxage`), because we purge those.
Every other HTML page is `private, no-store` unless its view says more.
"""

import gzip
import time
from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from stoa.core import edge, pagecache
from stoa.core.page_store import KeptPage, Key

GetResponse = Callable[[HttpRequest], HttpResponseBase]
#: The query parameters that public pages read: pages of a list, of a thread of comments, of reviews.
_PAGES = frozenset({"page", "comments", "reviews"})
#: Parameters that no public view reads, put there by advertisers and mailers.
_IGNORED = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


class PageCacheMiddleware:
    """Answers GET and HEAD from the kept pages; keeps what the views marked as public."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = _key(request)
        if key and (page := _kept(key)):
            return _answer(request, page)
        began_at = time.time()
        response = self.get_response(request)
        if not pagecache.is_public(request) or not _is_for_everyone(request, response):
            _keep_private(response)
            return response
        return _finish(request, response, key, began_at)


def _key(request: HttpRequest) -> Key | None:
    """What the answer depends on, or None where it may depend on more."""
    if not settings.PAGE_CACHE_SECONDS or settings.MAINTENANCE:
        return None
    if request.method not in ("GET", "HEAD") or getattr(request, "is_dummy", False):
        return None
    if "HTTP_HX_REQUEST" in request.META:
        return None
    query = request.META.get("QUERY_STRING")
    place = (str(request.scheme), request.get_host(), request.path)
    if not query:
        return (*place, "")
    counting = [(name, str(value)) for name, value in request.GET.items() if not name.startswith(_IGNORED)]
    if not counting:
        return (*place, "")
    [(name, number), *others] = counting
    if others or name not in _PAGES or not (number.isascii() and number.isdigit() and len(number) <= 6):
        return None
    return (*place, f"{name}={number}")


def _kept(key: Key) -> KeptPage | None:
    page = pagecache.store.get(key)
    if page is None:
        return None
    if time.time() - page.made_at < settings.PAGE_CACHE_SECONDS and pagecache.is_fresh(page):
        return page
    pagecache.store.remove(key)
    return None


def _answer(request: HttpRequest, page: KeptPage) -> HttpResponse:
    meta = request.META
    if "HTTP_IF_NONE_MATCH" in meta or "HTTP_IF_MODIFIED_SINCE" in meta:
        modified = get_conditional_response(request, etag=page.etag, last_modified=int(page.made_at))
        if isinstance(modified, HttpResponseNotModified):
            modified.headers["ETag"] = page.etag
            modified.headers["Cache-Control"] = page.headers["Cache-Control"]
            modified.headers["Vary"] = page.headers["Vary"]
            return modified
    is_gzipped = bool(page.gzipped) and "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "")
    body = page.gzipped if is_gzipped else page.body
    response = HttpResponse(b"" if request.method == "HEAD" else body, headers=page.headers)
    response.headers["Content-Length"] = str(len(body))
    if is_gzipped:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _is_for_everyone(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
        and "private" not in response.get("Cache-Control", "")
    )


def _keep_private(response: HttpResponseBase) -> None:
    if response.status_code != 200 or response.has_header("Cache-Control"):
        return
    if response.get("Content-Type", "").startswith("text/html"):
        response["Cache-Control"] = "private, no-store"
    elif response.has_header("Content-Disposition"):
        # A document: who may have it can change.
        response["Cache-Control"] = "private, no-cache"


def _finish(request: HttpRequest, response: HttpResponseBase, key: Key | None, began_at: float) -> HttpResponseBase:
    """Say how long the answer may be kept, keep it here, and answer 304 where the visitor has it."""
    assert isinstance(response, HttpResponse)  # noqa: S101 -- streaming ones were sorted out before
    etag = f'W/"{blake2b(response.content, digest_size=12).hexdigest()}"'
    response.headers["ETag"] = etag
    if not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = (
            f"public, max-age=0, must-revalidate, s-maxage={settings.PAGE_CACHE_SECONDS}"
        )
    patch_vary_headers(response, ("Accept-Encoding",))
    tags = frozenset(pagecache.shown_tags(request)) | {pagecache.SITE}
    edge.remember(request.build_absolute_uri(), tags)
    if key and request.method == "GET" and _is_plain(request):
        response.headers["Last-Modified"] = http_date(began_at)
        page = _page(response, tags, began_at, etag)
        pagecache.store.put(key, page)
        return _answer(request, page)
    return get_conditional_response(request, etag=etag, response=response) or response


def _is_plain(request: HttpRequest) -> bool:
    """Has the address nothing that we ignore? A link in the page might repeat it."""
    return all(name in _PAGES for name in request.GET)


def _page(response: HttpResponse, tags: frozenset[str], began_at: float, etag: str) -> KeptPage:
    body = response.content
    gzipped = gzip.compress(body, compresslevel=6, mtime=0)
    return KeptPage(
        headers={name: value for name, value in response.items() if name != "Content-Length"},
        body=body,
        gzipped=gzipped if len(gzipped) < len(body) else b"",
        tags=tags,
        made_at=began_at,
        etag=etag,
    )
