"""Account pages of our own."""

from typing import cast

from allauth.account.internal.flows.logout import logout
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stoa.accounts.models import User
from stoa.accounts.profile import ProfileForm, save_profile
from stoa.accounts.sessions import end_one, end_others, log_ins
from stoa.core import errors, limits

#: Of one's profile; each may hold a photo, which takes time to decode.
SAVES = "20/10m"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def edit_profile(request: HttpRequest) -> HttpResponse:
    """Members edit their own profile, nobody else's."""
    if request.method == "POST" and limits.is_over(request, group="profile", key="user", rate=SAVES):
        return errors.too_many_requests(request)
    # A copy of the member: what is wrong in the form must not show in the header.
    member = get_object_or_404(User, pk=request.user.pk)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=member)
    if request.method == "POST" and form.is_valid() and save_profile(form=form):
        messages.success(request, _("Your profile is saved."))
        return redirect("edit_profile")
    return render(request, "accounts/profile.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the member is logged in; a POST ends all but this one."""
    member, current_key = cast(User, request.user), request.session.session_key
    if request.method == "POST":
        end_others(user=member, current_key=current_key)
        messages.success(request, _("You are logged out everywhere else."))
        return redirect("usersessions_list")
    places = log_ins(user=member, current_key=current_key)
    return render(request, "usersessions/usersession_list.html", {"log_ins": places})


@require_POST
@login_required
@never_cache
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one log-in of the member; the current one ends as by "Log out"."""
    log_in = get_object_or_404(UserSession, user=request.user, pk=pk)
    if log_in.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    end_one(log_in=log_in)
    messages.success(request, _("That device is logged out."))
    return redirect("usersessions_list")
