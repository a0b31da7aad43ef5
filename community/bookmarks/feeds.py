"""RSS of a collection that everybody may see: each bookmark with its picture."""

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.html import format_html, linebreaks
from django.utils.http import http_date
from django.utils.translation import get_language

from community.bookmarks.models import Bookmark, Collection
from stoa.core import images

AT_MOST = 30
# The date of a feed without entries: the same at every reading.
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
MEDIA_TYPE = "application/rss+xml; charset=utf-8"
# What XML 1.0 cannot hold.
_UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def respond(request: HttpRequest, collection: Collection) -> HttpResponse:
    """The feed, or 304 for a reader who has it already."""
    shown = Bookmark.objects.shown().filter(collected__collection=collection)
    bookmarks = list(shown.newest_first().shown_as("wide")[:AT_MOST])
    feed = _feed(request, collection)
    for bookmark in bookmarks:
        _add(feed, bookmark, request)
    content = feed.writeString("utf-8").encode()
    moment = int(bookmarks[0].saved_at.timestamp()) if bookmarks else None
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["ETag"] = etag
    if moment:
        response["Last-Modified"] = http_date(moment)
    return get_conditional_response(request, etag=etag, last_modified=moment, response=response) or response


def _feed(request: HttpRequest, collection: Collection) -> Rss201rev2Feed:
    path = reverse("bookmarks:collection_feed", args=[collection.pk, collection.slug])
    return _Feed(
        title=_speakable(collection.name),
        link=request.build_absolute_uri(collection.get_absolute_url()),
        description=_speakable(collection.description or collection.name),
        language=get_language(),
        author_name=_speakable(collection.owner.get_full_name()),
        feed_url=request.build_absolute_uri(path),
    )


class _Feed(Rss201rev2Feed):
    """One whose date changes only when its entries do."""

    def latest_post_date(self) -> datetime:
        return max((item["pubdate"] for item in self.items), default=EPOCH)


def _add(feed: Rss201rev2Feed, bookmark: Bookmark, request: HttpRequest) -> None:
    rendition = _rendition(bookmark)
    description, enclosures = linebreaks(_speakable(bookmark.description), autoescape=True), []
    if rendition:
        url = request.build_absolute_uri(rendition.url)
        size = (rendition.width, rendition.height)
        picture = format_html('<p><img src="{}" alt="" width="{}" height="{}"></p>', url, *size)
        description = picture + description
        enclosures = [Enclosure(url, str(images.size_in_bytes(rendition)), "image/webp")]
    feed.add_item(
        title=_speakable(bookmark.title),
        link=request.build_absolute_uri(bookmark.get_absolute_url()),
        description=description,
        unique_id=f"bookmark:{bookmark.pk}",
        unique_id_is_permalink=False,
        pubdate=bookmark.saved_at,
        enclosures=enclosures,
    )


def _rendition(bookmark: Bookmark) -> Any:
    if bookmark.picture is None:
        return None
    name = next(name for name in images.PRESETS["wide"].filters if name.endswith("webp"))
    return bookmark.picture.get_rendition(name)


def _speakable(text: str) -> str:
    return _UNSPEAKABLE.sub("", text)
