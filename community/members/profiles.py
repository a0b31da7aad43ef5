"""A member's profile: what stands around each of its pages, and who may open them.

What the member shows to everybody is a public page, the same for all; the rest is private and asks who looks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from community.members import people, sections, visibility
from community.members.heads import profile_head
from community.members.models import Audience, Follow
from community.members.sections import Section
from stoa.accounts.models import User
from stoa.core import access, pagecache
from stoa.core.access import Viewer

#: What a page of a profile shows besides its frame: of whom, to whom.
Content = Callable[[HttpRequest, User, Viewer], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A section on a profile; `count` is None where the viewer may not know it."""

    name: str
    label: str | Promise
    url: str
    count: int | None
    is_current: bool
    newest: SafeString | str = ""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around each page of a profile; `followers` and `following` are None where the viewer may not know."""

    owner: User
    photo_url: str
    followers: int | None
    following: int | None
    tabs: list[Tab]

    @property
    def is_thin(self) -> bool:
        """Does the profile say next to nothing?"""
        return not self.owner.bio and not any(tab.count for tab in self.tabs)


def member_or_404(handle: str) -> User:
    """The member of this handle `with_counts`. One query."""
    found = with_counts(people.shown()).filter(handle=handle.lower()).first()
    if found is None:
        raise Http404
    return found


def with_counts(members: QuerySet[User]) -> QuerySet[User]:
    """Each with settings and the numbers of followers and of those followed."""
    members = members.select_related("member_settings")
    return members.annotate(followers=_number("followed", "follower"), following=_number("follower", "followed"))


def show(
    request: HttpRequest, handle: str, *, name: str = "", part: str = "", template: str, content: Content
) -> HttpResponse:
    """The page of the section `name`, or the profile itself; `part` of `visibility.PARTS` says who may open it."""
    owner = member_or_404(handle)
    if owner.handle != handle:
        return redirect(request.path.replace(f"/{handle}/", f"/{owner.handle}/"), permanent=True)
    pagecache.shows(request, people.profile_tag(owner.pk))
    if part and visibility.audience_of(owner, part) != Audience.EVERYBODY:
        return _show_to_some(request, owner, name, part, template, content)
    pagecache.mark_public(request)
    return _render(request, owner, name, template, content(request, owner, access.viewer(request)))


def frame_of(owner: User, viewer: Viewer, *, current: str = "", with_newest: bool = False) -> Frame:
    """One query a section, two where its newest things are shown; `owner` comes `with_counts`."""
    knows = _sees(viewer, owner, "followers")
    tabs = [_tab(section, owner, viewer, current, with_newest) for section in sections.sections()]
    return Frame(
        owner=owner,
        photo_url=people.photo_url(owner),
        followers=owner.followers if knows else None,  # type: ignore[attr-defined]  # annotated
        following=owner.following if knows else None,  # type: ignore[attr-defined]  # annotated
        tabs=[tab for tab in tabs if tab],
    )


def _show_to_some(
    request: HttpRequest, owner: User, name: str, part: str, template: str, content: Content
) -> HttpResponse:
    """To those whom the owner chose; others learn that followers may look, or that there is nothing here."""
    pagecache.mark_private(request)
    viewer = request.user
    if visibility.may_see(viewer, owner, part):
        return _render(request, owner, name, template, content(request, owner, viewer))
    if visibility.audience_of(owner, part) == Audience.FOLLOWERS:
        return _render(request, owner, name, "members/for_followers.html", {}, status=403)
    raise Http404


def _render(
    request: HttpRequest, owner: User, name: str, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    viewer = access.viewer(request)
    frame = frame_of(owner, viewer, current=name, with_newest=not name)
    pagecache.shows(request, *(tag for section in sections.sections() if section.tags for tag in section.tags(owner)))
    head = profile_head(request, frame, name)
    return render(request, template, {"frame": frame, "head": head, "current": name} | context, status=status)


def _tab(section: Section, owner: User, viewer: Viewer, current: str, with_newest: bool) -> Tab | None:
    tells = not section.is_chosen or _sees(viewer, owner, section.name)
    if not tells and visibility.audience_of(owner, section.name) == Audience.NOBODY:
        return None
    count = section.count(owner, viewer) if tells else None
    if count == 0 and section.name != current and not (section.is_shown_empty and viewer == owner):
        return None
    return Tab(
        name=section.name,
        label=section.label,
        url=section.url(owner),
        count=count,
        is_current=section.name == current,
        newest=section.newest(owner, viewer) if with_newest and count and section.newest else "",
    )


def _sees(viewer: Viewer, owner: User, part: str) -> bool:
    """`may_see`, without a query for the visitor."""
    if isinstance(viewer, AnonymousUser):
        return visibility.audience_of(owner, part) == Audience.EVERYBODY
    return visibility.may_see(viewer, owner, part)


def _number(of: str, other: str) -> Coalesce:
    """How many active members stand at the `other` end of follows whose end `of` is the outer user."""
    rows: QuerySet = Follow.objects.filter(**{of: OuterRef("pk"), f"{other}__is_active": True}).order_by().values(of)
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number"), output_field=IntegerField()), 0)
