"""Mails about a comment that has just become visible: to the one it answers and to the page's own people.

`announced_at` is set in the same transaction, so a comment is announced once, also when it is hidden and approved
again or when the task comes twice. Policy: nobody gets two mails about one comment, nobody gets mail about their own,
and nobody about a page they may not see.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from celery import shared_task
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from community.comments import mail_refusals
from community.comments.finding import page_in
from community.comments.models import Comment
from stoa.core import access, mail

_FORGOTTEN_AFTER = timedelta(minutes=2)
_TOO_OLD_AFTER = timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One mail: which template, to whom (`user` None for a guest), in which language."""

    name: str
    email: str
    user: Any
    language: str


@shared_task(name="community.comments.announcing.announce")
def announce_task(comment_id: int) -> None:
    announce(comment_id=comment_id, now=timezone.now())


@transaction.atomic
def announce(*, comment_id: int, now: datetime) -> None:
    """Queue the mails about one comment, once; return quietly if it is not visible or was announced before."""
    waiting = Comment.objects.approved().filter(pk=comment_id, announced_at=None)
    comment = waiting.select_for_update().first()
    if comment is None:
        return
    Comment.objects.filter(pk=comment.pk).update(announced_at=now)
    page = page_in(comment.thread.translation_key, comment.language)
    if page is None:
        return
    for letter in letters(comment, page):
        _send(letter, comment)


def letters(comment: Comment, page: Any) -> list[Letter]:
    """The mails that this comment under `page` asks for."""
    found = [_to_answered(comment.answers)] if comment.answers else []
    found += [
        Letter(name="comment_on_page", email=user.email, user=user, language=user.language or page.locale.language_code)
        for user in page.comment_recipients()
    ]
    unwanted = mail_refusals.refused_emails(comment.thread) | {comment.author_email.lower(), ""}
    chosen: dict[str, Letter] = {}
    for letter in found:
        email = letter.email.lower()
        if email not in unwanted and access.can_view(page, letter.user or AnonymousUser()):
            chosen.setdefault(email, letter)
    return list(chosen.values())


def announce_forgotten() -> None:
    """The sweep: announce what became visible lately while the task could not be queued."""
    now = timezone.now()
    forgotten = Comment.objects.approved().filter(
        announced_at=None, created_at__lt=now - _FORGOTTEN_AFTER, created_at__gt=now - _TOO_OLD_AFTER
    )
    for comment_id in forgotten.values_list("pk", flat=True)[:100]:
        announce(comment_id=comment_id, now=now)


def _to_answered(answered: Comment) -> Letter:
    language = (answered.user.language if answered.user else "") or answered.language
    return Letter(name="comment_reply", email=answered.author_email, user=answered.user, language=language)


def _send(letter: Letter, comment: Comment) -> None:
    page = page_in(comment.thread.translation_key, letter.language)
    with translation.override(letter.language):
        refusal_url = mail_refusals.refusal_url(email=letter.email, thread=comment.thread, language=letter.language)
        context = {
            "author": comment.author_name,
            "title": page.title,
            "url": urljoin(settings.WAGTAILADMIN_BASE_URL, _address(comment, page)),
            "body_html": comment.safe_html,
            "body_text": comment.body,
            "refusal_url": refusal_url,
        }
    # https://www.rfc-editor.org/rfc/rfc8058: one click in the mail program stops the mails.
    headers = {"List-Unsubscribe": f"<{refusal_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail.send(letter.name, to=letter.email, context=context, language=letter.language, headers=headers)


def _address(comment: Comment, page: Any) -> str:
    """Leads to the comment's page of the thread, also when others before it come or go."""
    with translation.override(page.locale.language_code):
        return reverse("comments:show", args=[comment.pk])
