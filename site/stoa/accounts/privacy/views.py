"""The page "my data": take it along, or have it erased."""

import tempfile

from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoa.accounts.entrance import member_of
from stoa.accounts.privacy import deletion, export
from stoa.accounts.privacy.exceptions import LastAdministratorError
from stoa.accounts.privacy.forms import DeleteAccountForm
from stoa.accounts.privacy.models import DeletionRequest
from stoa.core import limits
from stoa.core.errors import too_many_requests
from stoa.core.models import SiteSettings

EXPORTS = "6/h"


@require_safe
@login_required
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/my_data.html", {"wish": _wish(request)})


@require_POST
@login_required
@reauthentication_required
@never_cache
def export_data(request: HttpRequest) -> HttpResponse | FileResponse:
    """Everything about the member, as a ZIP."""
    if limits.is_over(request, group="privacy:export", key="user", rate=EXPORTS):
        return too_many_requests(request)
    # The answer closes it; a large archive lies on the disk and goes with it.
    target = tempfile.SpooledTemporaryFile(max_size=5 * 1024 * 1024)  # noqa: SIM115 -- see above
    export.write_archive(member_of(request), target, site_name=SiteSettings.for_request(request).site_name)
    target.seek(0)
    name = f"{member_of(request).handle}-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(target, as_attachment=True, filename=name, content_type="application/zip")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def delete_account(request: HttpRequest) -> HttpResponse:
    """Ask for the account to be deleted; guesses at the password are counted like log-ins."""
    user = member_of(request)
    form = DeleteAccountForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST":
        if not ratelimit.consume(request, action="reauthenticate", user=user):
            return too_many_requests(request)
        if form.is_valid() and _asked(form):
            messages.success(request, _("Your account will be deleted. Until then you can change your mind."))
            return redirect("delete_account")
    return render(request, "privacy/delete_account.html", {"form": form, "wish": _wish(request)})


@require_POST
@login_required
def keep_account(request: HttpRequest) -> HttpResponse:
    if deletion.take_back(user=member_of(request)):
        messages.success(request, _("Welcome back: your account stays."))
    return redirect("my_data")


def _asked(form: DeleteAccountForm) -> bool:
    try:
        deletion.ask(user=form.user, keeps_content=form.cleaned_data["keeps_content"], now=timezone.now())
    except LastAdministratorError as error:
        form.add_error(None, str(error.message))
        return False
    return True


def _wish(request: HttpRequest) -> DeletionRequest | None:
    return DeletionRequest.objects.filter(user=request.user).first()
