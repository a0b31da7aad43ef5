"""The stream, and what one member did. Both ask who looks, so nothing keeps them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.activity import stream
from community.activity.models.actions import ActionQuerySet
from community.members import profiles, visibility
from community.members.models import Audience
from stoa.accounts.models import User
from stoa.core import pagecache
from stoa.core.access import Viewer
from stoa.core.fragments import is_in_place
from stoa.core.keyset import Place
from stoa.core.view_heads import ViewHead

#: So many times more rows come by scrolling; then one asks for them, and the end of the page can be reached.
COME_BY_THEMSELVES = 4


@require_safe
@never_cache
def activity(request: HttpRequest) -> HttpResponse:
    """For everybody: what others did; for members who follow somebody, what those did."""
    context = _rows(request, stream.seen_by(request.user), request.user)
    if is_in_place(request):
        return render(request, "activity/rows.html", context)
    head = ViewHead(request, title=_("Activity"), robots="noindex, follow")
    return render(request, "activity/stream.html", context | {"head": head})


@require_safe
@never_cache
def member_activity(request: HttpRequest, handle: str) -> HttpResponse:
    """A section of a profile; followers see more than others."""
    pagecache.mark_private(request)
    template = "activity/rows.html" if is_in_place(request) else "activity/of_member.html"
    return profiles.show(request, handle, name="activity", part="activity", template=template, content=_of_member)


def _of_member(request: HttpRequest, owner: User, viewer: Viewer) -> dict[str, Any]:
    has_feed = visibility.audience_of(owner, "activity") == Audience.EVERYBODY
    return _rows(request, stream.deeds_of(owner, viewer), viewer) | {"has_feed": has_feed}


def _rows(request: HttpRequest, actions: ActionQuerySet, viewer: Viewer) -> dict[str, Any]:
    stretch = stream.read(actions, viewer, Place.read(request.GET.get("before", "")))
    turn = request.GET.get("turn", "")
    number = int(turn) if len(turn) == 1 and turn in "123456789" else 0
    return {
        "rows": stretch.rows,
        "older": stretch.older,
        "turn": number + 1,
        "comes_by_itself": number < COME_BY_THEMSELVES,
    }
