"""Writing a new comment: the form as a page or a fragment, and the endpoint that takes it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from community.comments import listing, permissions, screening, threads
from community.comments.exceptions import CommentRefused, CommentsClosed
from community.comments.finding import visible_page
from community.comments.forms import CommentForm, GuestCommentForm
from community.comments.models import Comment
from community.comments.rate_limits import is_over_limit
from stoa.core import limits
from stoa.core.fragments import is_in_place
from stoa.core.keyset import read_keys
from stoa.core.models import SiteSettings

_PUBLISHED = _("Your comment is published.")
_WAITS = _("Thank you. Your comment will appear once a moderator has read it.")
TOO_OFTEN = _("You have written a lot in a short time. Please wait a few minutes and send it again.")


@require_GET
@never_cache
def add(request: HttpRequest, translation_key: UUID) -> HttpResponse:
    """The form to comment on a page, or with `?reply=` to reply to a comment."""
    page = page_or_404(request, translation_key)
    answers = _answered(translation_key, request.GET.get("reply", ""))
    form = _form(request)(reply=str(answers.pk) if answers else "")
    return show_form(request, page, form, answers)


@require_POST
@never_cache
def post(request: HttpRequest, translation_key: UUID) -> HttpResponse:
    """Take a comment; errors are shown with everything that was typed."""
    page = page_or_404(request, translation_key)
    answers = _answered(translation_key, request.POST.get("reply", ""))
    form = _form(request)(request.POST, reply=str(answers.pk) if answers else "")
    if not form.is_valid():
        return show_form(request, page, form, answers, status=422)
    if is_over_limit(request):
        form.add_error(None, TOO_OFTEN)
        return limits.refuse(request, show_form(request, page, form, answers))
    try:
        comment = _write(request, page, form, answers)
    except CommentRefused as refusal:
        form.add_error(None, refusal.message)
        return show_form(request, page, form, answers, status=422)
    return _done(request, page, comment)


def page_or_404(request: HttpRequest, translation_key: UUID) -> Any:
    page = visible_page(translation_key, get_language() or "", request.user)
    if page is None:
        raise Http404
    return page


def show_form(
    request: HttpRequest, page: Any, form: CommentForm, answers: Comment | None, status: int = 200
) -> HttpResponse:
    """The form: a fragment for htmx, a page of its own for everyone else."""
    _focus_first(form, request)
    context = {
        "page": page,
        "form": form,
        "is_open": page.takes_comments(SiteSettings.for_request(request)),
        "action": reverse("comments:post", args=[page.translation_key]),
        "answers": listing.show(answers) if answers else None,
        "in_place": is_in_place(request),
    }
    if is_in_place(request):
        # To htmx a form with errors is an answer like any other.
        return render(request, "comments/form.html", context)
    return render(request, "comments/add.html", context, status=status)


def _focus_first(form: CommentForm, request: HttpRequest) -> None:
    """Where a form appears in place, the cursor goes to the first field that is wrong or empty."""
    if not is_in_place(request):
        return
    wrong = [field for field in form.plain_fields if form.is_bound and field.errors]
    first = (wrong or form.plain_fields)[0]
    first.field.widget.attrs["autofocus"] = True


def _form(request: HttpRequest) -> type[CommentForm]:
    return CommentForm if request.user.is_authenticated else GuestCommentForm


def _answered(translation_key: UUID, number: str) -> Comment | None:
    """The shown comment that is replied to; 404 for one that is not there (any more)."""
    if not number:
        return None
    shown = Comment.objects.approved().with_authors().filter(thread__translation_key=translation_key)
    comment = shown.filter(pk__in=read_keys([number])).first()
    if comment is None:
        raise Http404
    return comment


def _write(request: HttpRequest, page: Any, form: CommentForm, answers: Comment | None) -> Comment:
    """Raises CommentRefused."""
    if not page.takes_comments(SiteSettings.for_request(request)):
        raise CommentsClosed
    now = timezone.now()
    permissions.check_may_comment(request.user, page=page, answers=answers, now=now)
    typed = form.cleaned_data
    is_member = request.user.is_authenticated
    guest = {} if is_member else {"name": typed["name"], "email": typed["email"]}
    return threads.post_comment(
        translation_key=page.translation_key,
        author=threads.Author(user=request.user) if is_member else threads.Author(**guest),
        body=typed["body"],
        language=page.locale.language_code,
        state=screening.first_state(body=typed["body"], is_member=is_member, is_trapped=form.is_trapped),
        answers=answers,
        now=now,
    )


def _done(request: HttpRequest, page: Any, comment: Comment) -> HttpResponse:
    """Back to the page with a message; htmx gets the comment in the place of the form."""
    note = _PUBLISHED if comment.is_shown else _WAITS
    if is_in_place(request):
        shown = listing.show(comment, author_ids=page.comment_author_ids())
        return render(request, "comments/posted.html", {"comment": shown, "note": note})
    messages.success(request, note)
    return redirect(page.get_url(request) + (listing.place_of(comment) if comment.is_shown else "#comments"))
