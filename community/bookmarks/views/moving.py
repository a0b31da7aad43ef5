"""Bookmarks in and out as files."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.bookmarks import rate_limits
from community.bookmarks.exceptions import BookmarkRefused
from community.bookmarks.forms import FileForm
from community.bookmarks.models import Bookmark
from community.bookmarks.moving import exporting, importing
from community.moderation import sanctions
from community.moderation.exceptions import Silenced
from stoa.accounts.entrance import member_of
from stoa.accounts.models import User

_TOO_OFTEN = gettext_lazy("You have imported several files already. Please try again in an hour.")
#: By the ending of the file: how it is made, and its media type.
FORMS: dict[str, tuple[Callable[[User], str], str]] = {
    "json": (exporting.as_json, "application/json"),
    "html": (exporting.as_html, "text/html; charset=utf-8"),
}


@require_safe
@never_cache
@login_required
def files(request: HttpRequest) -> HttpResponse:
    return _show(request, FileForm())


@require_POST
@never_cache
@login_required
def import_file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, status=422)
    if rate_limits.is_importing_too_fast(request):
        form.add_error(None, _TOO_OFTEN)
        return _show(request, form, status=429)
    try:
        sanctions.check_may_write(member_of(request))
        contents = importing.read(form.cleaned_data["file"].read())
        report = importing.take_in(owner=member_of(request), contents=contents, now=timezone.now())
    except (BookmarkRefused, Silenced) as refusal:
        form.add_error("file", str(refusal.message))
        return _show(request, form, status=422)
    messages.success(request, " ".join(_said(report)))
    return redirect("bookmarks:mine")


@require_safe
@never_cache
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """All of one's own as a download."""
    if form not in FORMS:
        raise Http404
    make, media_type = FORMS[form]
    response = HttpResponse(make(member_of(request)), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="bookmarks.{form}"'
    return response


def _said(report: importing.Report) -> list[str]:
    """The report in sentences."""
    new = ngettext("%(number)s bookmark is new.", "%(number)s bookmarks are new.", report.new)
    said = [new % {"number": report.new}]
    if report.known:
        text = ngettext("You had %(number)s already.", "You had %(number)s already.", report.known)
        said.append(text % {"number": report.known})
    if report.skipped:
        text = ngettext(
            "%(number)s is no address of the web.", "%(number)s are no addresses of the web.", report.skipped
        )
        said.append(text % {"number": report.skipped})
    if report.unfiled:
        said.append(_("There was no room for some of the collections."))
    return said


def _show(request: HttpRequest, form: FileForm, status: int = 200) -> HttpResponse:
    number = Bookmark.objects.of(member_of(request)).count()
    return render(request, "bookmarks/files.html", {"form": form, "number": number, "current": "files"}, status=status)
