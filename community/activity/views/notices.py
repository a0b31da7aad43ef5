"""One's own notices. Opening one is a POST, because it marks it read."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.activity import reading, showing
from community.activity.models import Notice
from stoa.accounts.entrance import member_of, next_path
from stoa.core.fragments import is_in_place
from stoa.core.keyset import Place


@require_safe
@never_cache
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    stretch = reading.read(member_of(request), Place.read(request.GET.get("before", "")))
    template = "notices/rows.html" if is_in_place(request) else "notices/list.html"
    has_unread = any(not notice.is_read for notice in stretch.notices)
    return render(request, template, {"stretch": stretch, "has_unread": has_unread})


@require_POST
@never_cache
@login_required
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark it read and go where it leads; back to the list where that is gone."""
    notice = _own_or_404(request, notice_id)
    reading.mark_read(notice=notice, now=timezone.now())
    shown = showing.show([notice], member_of(request))
    return redirect(shown[0].url if shown and shown[0].url else "notices:list")


@require_POST
@never_cache
@login_required
def read_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    reading.mark_read(notice=_own_or_404(request, notice_id), now=timezone.now())
    return _back(request)


@require_POST
@never_cache
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    newest = Place.read(request.POST.get("newest", ""))
    reading.mark_all_read(member=member_of(request), newest=newest, now=timezone.now())
    return _back(request)


def _own_or_404(request: HttpRequest, notice_id: int) -> Notice:
    """Others' notices do not exist here."""
    notice = Notice.objects.filter(recipient=member_of(request), pk=notice_id).select_related("actor").first()
    if notice is None:
        raise Http404
    return notice


def _back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(next_path(request, otherwise=reverse("notices:list")))
