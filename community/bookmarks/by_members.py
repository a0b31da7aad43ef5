"""The bookmarks of a member: a section of their profile, and on their own dashboard what one saves with."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from community.bookmarks import freshness, launching, listing
from community.bookmarks.models import Bookmark, Sharing
from community.bookmarks.models.bookmarks import BookmarkQuerySet
from community.members import dashboard, profiles, sections
from stoa.accounts.models import User
from stoa.core import pagecache
from stoa.core.access import Viewer

NAME = "bookmarks"
NEWEST = 4
PANEL_ORDER = 20


def register() -> None:
    sections.register(
        sections.Section(
            name=NAME,
            label=pgettext_lazy("section of a profile", "Bookmarks"),
            order=20,
            url=lambda owner: reverse("member_bookmarks", args=[owner.handle]),
            count=lambda owner, viewer: _seen_of(owner, viewer).count(),
            newest=_newest,
            tags=lambda owner: [freshness.owner_tag(owner.pk)],
        )
    )
    dashboard.register(
        dashboard.Panel(
            name=NAME,
            order=PANEL_ORDER,
            template="bookmarks/components/launcher_panel.html",
            context=lambda user: {"launcher": launching.launcher()},
        )
    )


@require_safe
def member_bookmarks(request: HttpRequest, handle: str) -> HttpResponse:
    return profiles.show(request, handle, name=NAME, part=NAME, template="bookmarks/of_member.html", content=_page)


def _page(request: HttpRequest, owner: User, viewer: Viewer) -> dict[str, Any]:
    """What others see, to the owner as well: their own desk shows the rest."""
    pagecache.shows(request, freshness.owner_tag(owner.pk))
    public = owner.bookmark_collections.filter(sharing=Sharing.PUBLIC).by_name()
    shown = Bookmark.objects.shown().filter(owner=owner)
    return {
        "page": listing.page_of(request, shown),
        "collections": listing.cards(public, seen_by_owner=False) if "before" not in request.GET else [],
    }


def _seen_of(owner: User, viewer: Viewer) -> BookmarkQuerySet:
    """All of them to the owner, on the dashboard; to others what is shown."""
    mine = getattr(viewer, "pk", None) == owner.pk
    return Bookmark.objects.of(owner) if mine else Bookmark.objects.shown().filter(owner=owner)


def _newest(owner: User, viewer: Viewer) -> SafeString:
    shown = Bookmark.objects.shown().filter(owner=owner).newest_first().shown_as("gallery")[:NEWEST]
    return render_to_string("bookmarks/components/few.html", {"bookmarks": shown, "heading": "h3"})
