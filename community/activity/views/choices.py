"""Who sees what one does, and which mails one gets."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.activity import audiences, mail_choices, refusals
from community.activity.forms import AudiencesForm, MailsForm
from stoa.accounts.entrance import member_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def choose_audiences(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    form = AudiencesForm(request.POST or None, initial=audiences.choices_of(member.pk))
    if request.method == "POST" and form.is_valid():
        audiences.choose(member=member, audiences=form.cleaned_data)
        messages.success(request, _("Your choices are saved."))
        return redirect("activity_audiences")
    return render(request, "activity/choose_audiences.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def choose_mails(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    form = MailsForm(request.POST or None, initial=mail_choices.choices_of(member))
    if request.method == "POST" and form.is_valid():
        mail_choices.choose(member=member, mails=form.cleaned_data)
        messages.success(request, _("Your choices are saved."))
        return redirect("notices:mails")
    context = {"form": form, "email": member.email, "refused": refusals.of(member)}
    return render(request, "notices/choose_mails.html", context)


@require_POST
@never_cache
@login_required
def mail_again(request: HttpRequest) -> HttpResponse:
    """Take back one refusal."""
    refusals.take_back(
        member=member_of(request), source=request.POST.get("source", ""), key=request.POST.get("key", "")
    )
    messages.success(request, _("Your choices are saved."))
    return redirect("notices:mails")
