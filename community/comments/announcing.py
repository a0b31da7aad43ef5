"""Whom a comment that has just become visible concerns: the one it answers and the page's own people, and the stream.

Members get a notice, mailed as they choose (`community.activity.notices`), guests who are answered a mail.
`announced_at` is set in the same transaction, so a comment is announced once, also when it is hidden and approved
again or when the task comes twice. Policy: nobody is told twice of one comment, nobody of their own, and nobody of a
page they may not see; who refused the mails of a thread gets none.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from celery import shared_task
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.activity import notices, recording
from community.activity.models import Mail, Notice
from community.activity.notices import Letter, NoticeKind
from community.comments import mail_refusals
from community.comments.finding import page_in
from community.comments.models import Comment
from community.comments.subjects import KIND
from stoa.accounts.models import User
from stoa.core import access, mail, sites

#: Kinds of notice, and the names of their mails.
REPLY, ON_PAGE = mail_refusals.NOTICES
_FORGOTTEN_AFTER = timedelta(minutes=2)
_TOO_OLD_AFTER = timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class Told:
    """Somebody whom a comment concerns: by which kind of notice or mail; `user` is None for a guest."""

    kind: str
    email: str
    user: User | None
    language: str


def register() -> None:
    """The two kinds of notice; mailed at once unless members choose otherwise."""
    kinds = (
        (REPLY, _("A reply to my comment"), _("{actor} replied to your comment on {within}")),
        (ON_PAGE, _("A comment on my page"), _("{actor} commented on {within}")),
    )
    for name, label, sentence in kinds:
        kind = NoticeKind(name=name, label=label, sentence=sentence, default_mail=Mail.AT_ONCE, letter=letter)
        notices.register(kind)


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
    _record(comment)
    refused = mail_refusals.refused_emails(comment.thread)
    for told in concerned(comment, page):
        is_refused = told.email.lower() in refused
        if told.user:
            _notify(told, told.user, comment, mail=Mail.NEVER if is_refused else None)
        elif not is_refused and access.can_view(page, AnonymousUser()):
            _write_to_guest(told, comment)


def concerned(comment: Comment, page: Any) -> list[Told]:
    """Whom this comment under `page` concerns, each once: to be answered comes first."""
    found = [_answered(comment.answers)] if comment.answers else []
    found += [
        Told(kind=ON_PAGE, email=user.email, user=user, language=page.locale.language_code)
        for user in page.comment_recipients()
    ]
    chosen: dict[str, Told] = {}
    for told in found:
        if told.email.lower() not in (comment.author_email.lower(), ""):
            chosen.setdefault(told.email.lower(), told)
    return list(chosen.values())


def announce_forgotten() -> None:
    """The sweep: announce what became visible lately while the task could not be queued."""
    now = timezone.now()
    forgotten = Comment.objects.approved().filter(
        announced_at=None, created_at__lt=now - _FORGOTTEN_AFTER, created_at__gt=now - _TOO_OLD_AFTER
    )
    for comment_id in forgotten.values_list("pk", flat=True)[:100]:
        announce(comment_id=comment_id, now=now)


def letter(notice: Notice) -> Letter | None:
    """The mail to a member, in the active language; the thread's own link stops it."""
    comment = Comment.objects.approved().with_authors().select_related("thread").filter(pk=notice.key).first()
    if comment is None:
        return None
    context = _context(comment, email=notice.recipient.email, language=get_language() or "")
    return Letter(template=notice.notice_kind, context=context, stop_url=context["refusal_url"])


def _answered(answered: Comment) -> Told:
    return Told(kind=REPLY, email=answered.author_email, user=answered.user, language=answered.language)


def _record(comment: Comment) -> None:
    """The stream tells of what members write."""
    if comment.user:
        key = str(comment.pk)
        recording.record(actor=comment.user, verb="commented", target_kind=KIND, target_key=key, now=comment.created_at)


def _notify(told: Told, recipient: User, comment: Comment, *, mail: Mail | None) -> None:
    notices.notify(
        recipient=recipient,
        kind=told.kind,
        actor=comment.user,
        target_kind=KIND,
        target_key=str(comment.pk),
        facts={"actor": comment.author_name, "language": told.language},
        mail=mail,
    )


def _write_to_guest(told: Told, comment: Comment) -> None:
    if mail_refusals.is_refused_as_member(email=told.email, kind=told.kind):
        return
    context = _context(comment, email=told.email, language=told.language)
    headers = mail.stop_headers(context["refusal_url"])
    mail.send(told.kind, to=told.email, context=context, language=told.language, headers=headers)


def _context(comment: Comment, *, email: str, language: str) -> dict[str, Any]:
    page = page_in(comment.thread.translation_key, language)
    with translation.override(language):
        refusal_url = mail_refusals.refusal_url(email=email, thread=comment.thread, language=language)
        return {
            "author": comment.author_name,
            "title": page.title,
            "url": sites.absolute(_address(comment, page)),
            "body_html": comment.safe_html,
            "body_text": comment.body,
            "refusal_url": refusal_url,
        }


def _address(comment: Comment, page: Any) -> str:
    """Leads to the comment's page of the thread, also when others before it come or go."""
    with translation.override(page.locale.language_code):
        return reverse("comments:show", args=[comment.pk])
