"""A member's profile, whom they follow and who follows them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from community.members import lists, people, profiles
from stoa.accounts.models import User
from stoa.core.access import Viewer


@require_safe
def member(request: HttpRequest, handle: str) -> HttpResponse:
    return profiles.show(request, handle, template="members/profile.html", content=_nothing_more)


@require_safe
def followers(request: HttpRequest, handle: str) -> HttpResponse:
    return profiles.show(
        request, handle, name="followers", part="followers", template="members/follows.html", content=_followers
    )


@require_safe
def following(request: HttpRequest, handle: str) -> HttpResponse:
    return profiles.show(
        request, handle, name="following", part="followers", template="members/follows.html", content=_following
    )


def _nothing_more(request: HttpRequest, owner: User, viewer: Viewer) -> dict[str, Any]:
    return {}


def _followers(request: HttpRequest, owner: User, viewer: Viewer) -> dict[str, Any]:
    follows = lists.latest_first(people.followers_of(owner), member_of="follower")
    return {"page": lists.page_of(request, follows)}


def _following(request: HttpRequest, owner: User, viewer: Viewer) -> dict[str, Any]:
    follows = lists.latest_first(people.followed_by(owner), member_of="followed")
    return {"page": lists.page_of(request, follows)}
