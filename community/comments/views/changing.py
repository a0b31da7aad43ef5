"""What the author of a comment may change."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from community.comments import listing, permissions, screening, threads
from community.comments.exceptions import TooLateToEdit
from community.comments.finding import page_in
from community.comments.forms import EditForm
from community.comments.models import Comment
from community.comments.rate_limits import is_over_limit
from community.comments.views.writing import TOO_OFTEN, page_or_404
from community.moderation import sanctions
from community.moderation.exceptions import Silenced
from stoa.core import limits


@require_GET
@never_cache
@login_required
def mine(request: HttpRequest, translation_key: UUID) -> HttpResponse:
    """The reader's own comments under one page, with what may be done to each."""
    page = page_or_404(request, translation_key)
    own = Comment.objects.of_author(request.user).filter(thread__translation_key=translation_key).oldest_first()
    now = timezone.now()
    entries = [
        {
            "pk": comment.pk,
            "shown": listing.show(comment),
            "may_edit": permissions.may_edit(comment, now=now),
        }
        for comment in own.with_authors()
    ]
    return render(request, "comments/mine.html", {"page": page, "entries": entries})


@require_GET
@never_cache
@login_required
def edit(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment = _own_or_404(request, comment_id)
    return _show(request, comment, EditForm(initial={"body": comment.body}))


@require_POST
@never_cache
@login_required
def save(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Take what the author changed, within the time for it."""
    comment = _own_or_404(request, comment_id)
    form = EditForm(request.POST)
    if not form.is_valid():
        return _show(request, comment, form, status=422)
    if is_over_limit(request):
        form.add_error(None, TOO_OFTEN)
        return limits.refuse(request, _show(request, comment, form))
    now = timezone.now()
    refusal = _refusal(request, comment, now)
    if refusal:
        form.add_error(None, refusal)
        return _show(request, comment, form, status=422)
    body = form.cleaned_data["body"]
    state = screening.first_state(body=body, is_member=True, is_trapped=False)
    threads.edit(comment=comment, body=body, state=state, now=now)
    messages.success(request, _("Your comment is changed."))
    return _back(request, comment)


def _refusal(request: HttpRequest, comment: Comment, now: datetime) -> Any:
    """Why the comment cannot be changed now; "" when it can."""
    if not permissions.may_edit(comment, now=now):
        return TooLateToEdit.message
    try:
        sanctions.check_may_write(request.user, now)
    except Silenced as refusal:
        return refusal.message
    return ""


@require_POST
@never_cache
@login_required
def delete(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment = _own_or_404(request, comment_id)
    threads.delete(comment_ids=[comment.pk])
    messages.success(request, _("Your comment is deleted."))
    return _back(request, comment)


def _own_or_404(request: HttpRequest, comment_id: int) -> Comment:
    """A comment that the reader wrote and that is not gone; others' comments do not exist here."""
    comment = Comment.objects.of_author(request.user).select_related("thread").filter(pk=comment_id).first()
    if comment is None:
        raise Http404
    return comment


def _page(comment: Comment) -> Any:
    page = page_in(comment.thread.translation_key, get_language() or "")
    if page is None:
        raise Http404
    return page


def _show(request: HttpRequest, comment: Comment, form: EditForm, status: int = 200) -> HttpResponse:
    context = {"page": _page(comment), "comment": comment, "form": form}
    return render(request, "comments/edit.html", context, status=status)


def _back(request: HttpRequest, comment: Comment) -> HttpResponse:
    return redirect(f"{_page(comment).get_url(request)}#comments")
