"""One's own pages: dashboard, whom one has muted and blocked, who may see what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.members import dashboard as desk
from community.members import people, visibility
from community.members.forms import VisibilityForm
from stoa.accounts.entrance import member_of
from stoa.accounts.models import User
from stoa.core import pagination

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class MemberRow:
    """Somebody muted or blocked, and since when."""

    name: str
    handle: str
    photo_url: str
    since: datetime


@require_safe
@login_required
@never_cache
def dashboard(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    context = {"frame": desk.frame_of(user), "panels": desk.panels(request, user)}
    return render(request, "members/dashboard.html", context)


@require_safe
@login_required
@never_cache
def muted(request: HttpRequest) -> HttpResponse:
    rows = people.shown().filter(muted_by__muter=request.user.pk).annotate(since=F("muted_by__created_at"))
    return _relations(request, rows.order_by("-muted_by__pk"), "members/muted.html")


@require_safe
@login_required
@never_cache
def blocked(request: HttpRequest) -> HttpResponse:
    rows = people.shown().filter(blocked_by__blocker=request.user.pk).annotate(since=F("blocked_by__created_at"))
    return _relations(request, rows.order_by("-blocked_by__pk"), "members/blocked.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def choose_visibility(request: HttpRequest) -> HttpResponse:
    """Who may see which part of oneself."""
    form = VisibilityForm(request.POST or None, instance=visibility.settings_of(member_of(request)))
    if request.method == "POST" and form.is_valid():
        visibility.choose(user=member_of(request), **form.cleaned_data)
        messages.success(request, _("Your choices are saved."))
        return redirect("member_settings")
    return render(request, "members/settings.html", {"form": form})


def _relations(request: HttpRequest, members: QuerySet[User], template: str) -> HttpResponse:
    page = pagination.page_of(members, request.GET.get("page"), ROWS_A_PAGE)
    page.object_list = [_row(member) for member in page.object_list]
    return render(request, template, {"members": page})


def _row(member: Any) -> MemberRow:
    return MemberRow(member.get_full_name(), member.handle, people.photo_url(member), member.since)
