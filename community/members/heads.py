"""What search engines and share previews are told of members (https://schema.org/ProfilePage)."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.members import visibility
from stoa.accounts import photos
from stoa.accounts.models import User
from stoa.core.machines import root_url
from stoa.core.models import SiteSettings
from stoa.core.view_heads import ViewHead

if TYPE_CHECKING:
    from community.members.profiles import Frame

HIDDEN = "noindex, follow"
SUMMARY_LENGTH = 200


def people_head(request: HttpRequest, *, is_whole: bool) -> ViewHead:
    """`is_whole` is the list from its beginning, nothing searched or sorted."""
    return ViewHead(
        request,
        title=_("People"),
        description=_("The members of %(site)s.") % {"site": SiteSettings.for_request(request).site_name},
        robots="" if is_whole else HIDDEN,
        data={"@type": "CollectionPage"},
    )


def profile_head(request: HttpRequest, frame: "Frame", section: str) -> ViewHead:
    """Search engines list the profile itself, when its member wants it and it says something."""
    owner = frame.owner
    is_listed = not section and visibility.settings_of(owner).is_findable and not frame.is_thin
    above = [(_("People"), reverse("people"))]
    if section:
        above.append((owner.get_full_name(), reverse("member", args=[owner.handle])))
    return ViewHead(
        request,
        title=_title(frame, section),
        description=_description(request, owner),
        robots="" if is_listed else HIDDEN,
        above=above,
        data={"@type": "WebPage"} if section else _profile_page(request, frame),
        picture=_picture(request, frame),
    )


def _title(frame: "Frame", section: str) -> str:
    name = frame.owner.get_full_name()
    labels = {"followers": _("Followers"), "following": _("Following")}
    labels |= {tab.name: str(tab.label) for tab in frame.tabs}
    return f"{labels[section]} · {name}" if section in labels else name


def _description(request: HttpRequest, owner: User) -> str:
    if owner.bio:
        return " ".join(owner.bio.split())[:SUMMARY_LENGTH]
    names = {"name": owner.get_full_name(), "site": SiteSettings.for_request(request).site_name}
    return _("%(name)s is a member of %(site)s.") % names


def _profile_page(request: HttpRequest, frame: "Frame") -> dict[str, Any]:
    owner = frame.owner
    person: dict[str, Any] = {
        "@type": "Person",
        "name": owner.get_full_name(),
        "alternateName": owner.handle,
        "identifier": owner.handle,
        "description": owner.bio,
        "image": _absolute(request, frame.photo_url),
        "url": _absolute(request, reverse("member", args=[owner.handle])),
    }
    if frame.followers is not None:
        person["interactionStatistic"] = {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/FollowAction",
            "userInteractionCount": frame.followers,
        }
    known = {name: value for name, value in person.items() if value != ""}
    return {"@type": "ProfilePage", "dateCreated": owner.joined_at, "mainEntity": known}


def _picture(request: HttpRequest, frame: "Frame") -> dict[str, Any] | None:
    if not frame.photo_url:
        return None
    size = {"width": photos.SIDE, "height": photos.SIDE}
    return {"url": _absolute(request, frame.photo_url), "alt": frame.owner.get_full_name()} | size


def _absolute(request: HttpRequest, path: str) -> str:
    return urljoin(root_url(request), path) if path else ""
