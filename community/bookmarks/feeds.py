"""RSS of a collection that everybody may see: each bookmark with its picture."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.html import format_html, linebreaks
from django.utils.translation import get_language

from community.bookmarks.models import Bookmark, Collection
from stoa.core import feeds, images
from stoa.core.feeds import EPOCH
from stoa.core.markup import speakable

AT_MOST = 30


def respond(request: HttpRequest, collection: Collection) -> HttpResponse:
    """The feed, or 304 for a reader who has it already."""
    shown = Bookmark.objects.shown().filter(collected__collection=collection)
    bookmarks = list(shown.newest_first().shown_as("wide")[:AT_MOST])
    feed = _feed(request, collection)
    for bookmark in bookmarks:
        _add(feed, bookmark, request)
    changed_at = bookmarks[0].saved_at if bookmarks else None
    return feeds.answer(request, feed.writeString("utf-8"), content_type=feed.content_type, changed_at=changed_at)


def _feed(request: HttpRequest, collection: Collection) -> Rss201rev2Feed:
    path = reverse("bookmarks:collection_feed", args=[collection.pk, collection.slug])
    return _Feed(
        title=speakable(collection.name),
        link=request.build_absolute_uri(collection.get_absolute_url()),
        description=speakable(collection.description or collection.name),
        language=get_language(),
        author_name=speakable(collection.owner.get_full_name()),
        feed_url=request.build_absolute_uri(path),
    )


class _Feed(Rss201rev2Feed):
    """One whose date changes only when its entries do."""

    def latest_post_date(self) -> datetime:
        return max((item["pubdate"] for item in self.items), default=EPOCH)


def _add(feed: Rss201rev2Feed, bookmark: Bookmark, request: HttpRequest) -> None:
    rendition = _rendition(bookmark)
    description, enclosures = linebreaks(speakable(bookmark.description), autoescape=True), []
    if rendition:
        url = request.build_absolute_uri(rendition.url)
        size = (rendition.width, rendition.height)
        picture = format_html('<p><img src="{}" alt="" width="{}" height="{}"></p>', url, *size)
        description = picture + description
        enclosures = [Enclosure(url, str(images.size_in_bytes(rendition)), "image/webp")]
    feed.add_item(
        title=speakable(bookmark.title),
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
