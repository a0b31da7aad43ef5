"""Saving, changing and removing one's own bookmarks."""

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.bookmarks import addresses, previews, rate_limits, saving
from community.bookmarks.exceptions import BookmarkRefused, TooLateToUndo
from community.bookmarks.forms import BookmarkForm, ChangeForm, prefilled
from community.bookmarks.tasks import fetch_preview
from community.bookmarks.views.finding import own_or_404
from community.bookmarks.views.pages import patience
from community.moderation import sanctions
from community.moderation.exceptions import Silenced
from stoa.accounts.entrance import member_of
from stoa.core.errors import too_many_requests

_TOO_OFTEN = gettext_lazy("You have saved a lot in a short time. Please wait a few minutes and send it again.")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """The form, filled in with what the address says; POST saves."""
    owner = member_of(request)
    if request.method != "POST":
        return _show_form(request, BookmarkForm(owner=owner, initial=prefilled(request.GET)))
    form = BookmarkForm(request.POST, owner=owner)
    if not form.is_valid():
        return _show_form(request, form, status=422)
    if rate_limits.is_saving_too_fast(request):
        form.add_error(None, _TOO_OFTEN)
        return _show_form(request, form, status=429)
    try:
        sanctions.check_may_write(owner)
        bookmark, is_new = saving.save_bookmark(
            owner=owner, image_url=form.cleaned_data["image_url"], details=form.details(), now=timezone.now()
        )
    except (BookmarkRefused, Silenced) as refusal:
        form.add_error(None, str(refusal.message))
        return _show_form(request, form, status=422)
    messages.success(request, _("Saved.") if is_new else _("You had saved this already; it is filed here now, too."))
    return redirect(bookmark)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def preview(request: HttpRequest) -> HttpResponse:
    """The picture at an address that somebody is about to save: POST has it fetched, GET looks whether it is there."""
    typed = (request.POST if request.method == "POST" else request.GET).get("image_url", "")
    try:
        address = addresses.normalised(typed)
    except ValidationError:
        return render(request, "bookmarks/components/preview.html", {"address": ""})
    if request.method == "POST":
        if rate_limits.is_looking_too_fast(request):
            return too_many_requests(request)
        if previews.begin(address):
            fetch_preview.delay(address)
    context = {"address": address, "preview": previews.look(address)} | patience(request)
    return render(request, "bookmarks/components/preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def change(request: HttpRequest, bookmark_id: int) -> HttpResponse:
    bookmark = own_or_404(request, bookmark_id)
    form = ChangeForm(request.POST if request.method == "POST" else None, bookmark=bookmark)
    if request.method == "POST" and form.is_valid():
        try:
            sanctions.check_may_write(bookmark.owner)
            bookmark = saving.change(
                bookmark=bookmark,
                image_url=form.cleaned_data["image_url"],
                details=form.details(),
                now=timezone.now(),
            )
        except (BookmarkRefused, Silenced) as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Your bookmark is changed."))
            return redirect(bookmark)
    status = 422 if form.errors else 200
    return render(request, "bookmarks/change.html", {"form": form, "bookmark": bookmark}, status=status)


@require_POST
@never_cache
@login_required
def remove(request: HttpRequest, bookmark_id: int) -> HttpResponse:
    saving.remove(bookmark=own_or_404(request, bookmark_id), now=timezone.now())
    return redirect("bookmarks:mine")


@require_POST
@never_cache
@login_required
def remove_all(request: HttpRequest) -> HttpResponse:
    saving.remove_all(owner=member_of(request), now=timezone.now())
    return redirect("bookmarks:mine")


@require_POST
@never_cache
@login_required
def bring_back(request: HttpRequest) -> HttpResponse:
    """Undo a removal, named by its moment."""
    removed_at = _moment(request.POST.get("removed_at", ""))
    try:
        if removed_at is None:
            raise TooLateToUndo
        number = saving.bring_back(owner=member_of(request), removed_at=removed_at, now=timezone.now())
    except BookmarkRefused as refusal:
        messages.error(request, str(refusal.message))
    else:
        text = ngettext("%(number)s bookmark is back.", "%(number)s bookmarks are back.", number)
        messages.success(request, text % {"number": number})
    return redirect("bookmarks:mine")


@require_POST
@never_cache
@login_required
def retry(request: HttpRequest, bookmark_id: int) -> HttpResponse:
    bookmark = own_or_404(request, bookmark_id)
    if rate_limits.is_saving_too_fast(request):
        return too_many_requests(request)
    saving.retry(bookmark=bookmark, now=timezone.now())
    return redirect(bookmark)


def _show_form(request: HttpRequest, form: BookmarkForm, status: int = 200) -> HttpResponse:
    return render(request, "bookmarks/add.html", {"form": form}, status=status)


def _moment(text: str) -> datetime | None:
    """A moment of UTC; None for nonsense, and for what is no moment there."""
    try:
        moment = parse_datetime(text)
        return moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
