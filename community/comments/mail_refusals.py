"""Signed links that stop mails, and who followed one. A link works without logging in and never expires."""

from dataclasses import dataclass

from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from community.activity import mail_choices
from community.activity.models import Mail
from community.comments.models import MailRefusal, Thread
from stoa.accounts.models import User
from stoa.core import sites

#: The kinds of notice about comments.
NOTICES = ("comment_reply", "comment_on_page")
NEVER = dict.fromkeys(NOTICES, Mail.NEVER)
_SALT = "comments.mail"


@dataclass(frozen=True)
class Subscription:
    """What a link is about: mails to one address about one thread."""

    email: str
    thread_id: int


def refusal_url(*, email: str, thread: Thread, language: str) -> str:
    """The absolute address that stops mails about `thread` to `email`."""
    token = signing.dumps([email.lower(), thread.pk], salt=_SALT)
    with translation.override(language):
        return sites.absolute(reverse("comments:refuse_mail", args=[token]))


def read_token(token: str) -> Subscription | None:
    """What the token of a link says; None for one that was not made here."""
    try:
        email, thread_id = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Subscription(email, thread_id)


def refuse_thread(*, subscription: Subscription) -> None:
    """No more mails about this thread; a thread that is gone sends none anyway."""
    thread = Thread.objects.filter(pk=subscription.thread_id).first()
    if thread:
        MailRefusal.objects.get_or_create(email=subscription.email, thread=thread)


def refuse_all(*, subscription: Subscription) -> None:
    """No more mails about any comment; members can choose otherwise again, where they choose their mails."""
    member = User.objects.filter(email=subscription.email).first()
    if member:
        mail_choices.choose(member=member, mails=NEVER)
    else:
        MailRefusal.objects.get_or_create(email=subscription.email, thread=None)


def refused_emails(thread: Thread) -> set[str]:
    """The addresses, in small letters, that want no mail about this thread."""
    return set(MailRefusal.objects.filter(Q(thread=thread) | Q(thread=None)).values_list("email", flat=True))


def is_refused_as_member(*, email: str, kind: str) -> bool:
    """Is it the address of a member who chose no mails of this kind? What they write as a guest is no exception."""
    member = User.objects.filter(email=email.lower()).first()
    return member is not None and mail_choices.choice_of(member, kind) == Mail.NEVER
