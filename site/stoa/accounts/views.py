"""Account pages of our own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stoa.accounts.forms import ProfileForm
from stoa.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def edit_profile(request: HttpRequest) -> HttpResponse:
    """Members edit their own profile, nobody else's."""
    # A copy of the member: what is wrong in the form must not show in the header.
    member = get_object_or_404(User, pk=request.user.pk)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=member)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your profile is saved."))
        return redirect("edit_profile")
    return render(request, "accounts/profile.html", {"form": form})
