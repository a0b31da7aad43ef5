"""What search engines and share previews are told of bookmarks and collections."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from community.bookmarks.models import Bookmark, BookmarkTag, Collection
from community.members.visibility import settings_of
from stoa.core import images
from stoa.core.seo import FeedLink
from stoa.core.view_heads import ViewHead

HIDDEN = "noindex, follow"
SUMMARY_LETTERS = 200


def list_head(request: HttpRequest, *, is_first: bool) -> ViewHead:
    return ViewHead(
        request,
        title=_("Bookmarks"),
        description=_("Pictures from all over the web that members have saved."),
        robots="" if is_first else HIDDEN,
        data={"@type": "CollectionPage"},
    )


def tag_head(request: HttpRequest, tag: BookmarkTag) -> ViewHead:
    return ViewHead(
        request,
        title=f"#{tag.name}",
        description=_("Bookmarks tagged “%(tag)s”.") % {"tag": tag.name},
        robots=HIDDEN,
        above=[(_("Bookmarks"), reverse("bookmarks:all"))],
        data={"@type": "CollectionPage"},
    )


def launcher_head(request: HttpRequest) -> ViewHead:
    return ViewHead(
        request,
        title=_("The bookmarklet"),
        description=_("Save pictures from any page with one click."),
        above=[(_("Bookmarks"), reverse("bookmarks:all"))],
    )


def bookmark_head(request: HttpRequest, bookmark: Bookmark) -> ViewHead:
    """Search engines list what members save only where those want to be found."""
    owner = bookmark.owner
    names = {"title": bookmark.title, "name": owner.get_full_name(), "source": bookmark.source_name}
    return ViewHead(
        request,
        title=bookmark.title,
        description=Truncator(bookmark.description).chars(SUMMARY_LETTERS)
        or _("“%(title)s”, saved by %(name)s from %(source)s.") % names,
        robots="" if settings_of(owner).is_findable else HIDDEN,
        above=[(_("Bookmarks"), reverse("bookmarks:all"))],
        data=_bookmark_data(bookmark),
        picture=_share_picture(bookmark),
    )


def collection_head(
    request: HttpRequest, collection: Collection, bookmarks: list[Bookmark], *, is_first: bool
) -> ViewHead:
    owner = collection.owner
    is_listed = is_first and bool(bookmarks) and settings_of(owner).is_findable
    head = ViewHead(
        request,
        title=collection.name,
        description=Truncator(collection.description).chars(SUMMARY_LETTERS)
        or _("Bookmarks collected by %(name)s.") % {"name": owner.get_full_name()},
        robots="" if is_listed else HIDDEN,
        above=[
            (_("Bookmarks"), reverse("bookmarks:all")),
            (owner.get_full_name(), reverse("member_bookmarks", args=[owner.handle])),
        ],
        data={"@type": "CollectionPage"},
        picture=_share_picture(bookmarks[0]) if bookmarks else None,
    )
    head.feeds = [feed_link(request, collection)]
    return head


def feed_link(request: HttpRequest, collection: Collection) -> FeedLink:
    path = reverse("bookmarks:collection_feed", args=[collection.pk, collection.slug])
    return FeedLink("application/rss+xml", f"{collection.name} (RSS)", request.build_absolute_uri(path))


def _bookmark_data(bookmark: Bookmark) -> dict[str, Any]:
    data = {
        "@type": "ImageObject" if bookmark.picture else "BookmarkAction",
        "description": bookmark.description,
        "uploadDate": bookmark.saved_at if bookmark.picture else None,
        "isBasedOn": bookmark.source_url,
    }
    return {name: value for name, value in data.items() if value}


def _share_picture(bookmark: Bookmark) -> dict[str, Any] | None:
    """Pictures of members have no alternative text but their title."""
    picture = images.share_picture(bookmark.picture) if bookmark.picture_id else None
    return picture | {"alt": bookmark.title} if picture else None
