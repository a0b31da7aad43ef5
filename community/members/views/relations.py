"""Follow, mute, block and back: by POST, in place for htmx; and the uncached page that holds the same controls."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from community.members import people, profiles, relations, standing, visibility
from community.members.exceptions import RelationRefused
from community.members.models import Audience
from community.members.rate_limits import is_over_limit
from stoa.accounts.entrance import member_of, next_path
from stoa.accounts.models import User
from stoa.core import errors, limits
from stoa.core.fragments import is_in_place

_TOO_OFTEN = _("That was a lot in a short time. Please wait a few minutes.")
View = Callable[[HttpRequest, str], HttpResponse]


@require_safe
@login_required
@never_cache
def actions(request: HttpRequest, handle: str) -> HttpResponse:
    """What one may do about a member, without JavaScript."""
    other = profiles.member_or_404(handle)
    now = standing.standing_of(member_of(request), other)
    context = {"other": other, "photo_url": people.photo_url(other), "standing": now}
    return render(request, "members/actions.html", context)


def _changing(change: Callable[[User, User], bool], note: str | Promise) -> View:
    """A view that makes one change; `note` says to the member what has changed and names "%(name)s"."""

    @require_POST
    @never_cache
    def view(request: HttpRequest, handle: str) -> HttpResponse:
        other = profiles.member_or_404(handle)
        if not request.user.is_authenticated:
            return _log_in(request, other)
        if is_over_limit(request):
            return _refuse_often(request, other)
        try:
            change(member_of(request), other)
        except RelationRefused as refusal:
            return _answer(request, other, constants.ERROR, refusal.message)
        return _answer(request, other, constants.SUCCESS, note % {"name": other.get_full_name()})

    return view


follow_member = _changing(lambda me, other: relations.follow(follower=me, followed=other), _("You follow %(name)s."))
unfollow_member = _changing(
    lambda me, other: relations.unfollow(follower=me, followed=other), _("You no longer follow %(name)s.")
)
mute_member = _changing(
    lambda me, other: relations.mute(muter=me, muted=other), _("You will hear no more of %(name)s.")
)
unmute_member = _changing(lambda me, other: relations.unmute(muter=me, muted=other), _("You hear of %(name)s again."))
block_member = _changing(lambda me, other: relations.block(blocker=me, blocked=other), _("You have blocked %(name)s."))
unblock_member = _changing(
    lambda me, other: relations.unblock(blocker=me, blocked=other), _("%(name)s is no longer blocked.")
)


def _answer(request: HttpRequest, other: User, level: int, note: Any) -> HttpResponse:
    """The changed controls for htmx, each into its place; else the page one came from, with a message."""
    if is_in_place(request):
        return _controls(request, other, level, note)
    messages.add_message(request, level, note)
    return HttpResponseRedirect(next_path(request, otherwise=reverse("member_actions", args=[other.handle])))


def _controls(request: HttpRequest, other: User, level: int, note: Any) -> HttpResponse:
    now = standing.standing_of(member_of(request), other)
    knows = visibility.audience_of(other, "followers") == Audience.EVERYBODY
    followers = people.follower_counts([other.pk]).get(other.pk, 0) if knows else None
    context = {"standing": now, "followers": followers, "messages": [Message(level, note)]}
    return render(request, "members/fragments/changed.html", context)


def _refuse_often(request: HttpRequest, other: User) -> HttpResponse:
    if not is_in_place(request):
        return errors.too_many_requests(request)
    return limits.refuse(request, _controls(request, other, constants.WARNING, _TOO_OFTEN))


def _log_in(request: HttpRequest, other: User) -> HttpResponse:
    """To the log-in, and from there to the page with the controls."""
    response = redirect_to_login(reverse("member_actions", args=[other.handle]))
    return HttpResponseClientRedirect(response.url) if is_in_place(request) else response
