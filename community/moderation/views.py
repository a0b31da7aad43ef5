"""Members report things."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.moderation import reporting
from community.moderation.exceptions import NotReportable, OwnThing
from community.moderation.forms import ReportForm
from stoa.accounts.models import User
from stoa.core import limits, things
from stoa.core.errors import too_many_requests

REPORTS = "20/h"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def report(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The form, and what it takes; 404 for what the member cannot see."""
    user = cast(User, request.user)
    shown = _thing_or_404(kind, key, user)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if limits.is_over(request, group="moderation:report", key="user", rate=REPORTS):
            return too_many_requests(request)
        reporting.report(reporter=user, kind=kind, key=key, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. A moderator will look at it."))
        return redirect(shown.url)
    return render(request, "moderation/report.html", {"form": form, "shown": shown})


def _thing_or_404(kind: str, key: str, user: User) -> things.Shown:
    try:
        return reporting.find(kind, key, user)
    except (NotReportable, OwnThing) as refusal:
        raise Http404 from refusal
