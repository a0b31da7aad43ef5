"""The refusals of a member's own address, also from before they were a member: shown where they choose their mails."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed
from django.db import transaction
from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.activity import mail_choices, refusals
from community.activity.refusals import Refused
from community.comments.finding import visible_pages
from community.comments.mail_refusals import NEVER
from community.comments.models import MailRefusal
from stoa.accounts.models import User
from stoa.core import sites
from stoa.core.keyset import read_keys


def register() -> None:
    label = gettext_lazy("Pages about whose comments you get no mail")
    source = refusals.Source(name="comments", label=label, rows=rows_of, take_back=take_back)
    refusals.register(source)
    post_save.connect(_saved, sender=User, dispatch_uid="comments_refusals_of_newcomer")
    email_changed.connect(_address_changed, dispatch_uid="comments_refusals_move")


def rows_of(member: User) -> list[Refused]:
    """The pages of threads, latest first. Two queries."""
    rows = MailRefusal.objects.filter(email=member.email, thread__isnull=False).order_by("-pk")
    keys = dict(rows.values_list("pk", "thread__translation_key"))
    pages = visible_pages(keys.values(), member)
    return [_refused(pk, pages.get(key)) for pk, key in keys.items()]


def take_back(member: User, key: str) -> None:
    """Quietly nothing for what the member never refused."""
    MailRefusal.objects.filter(email=member.email, pk__in=read_keys([key])).delete()


@transaction.atomic
def adopt(*, member: User) -> None:
    """Who refused all mails about comments as a guest gets none as a member, until they choose otherwise."""
    refused_all, _by_model = MailRefusal.objects.filter(email=member.email, thread=None).delete()
    if refused_all:
        mail_choices.choose_where_open(member=member, mails=NEVER)


@transaction.atomic
def move(*, member: User, before: str) -> None:
    """Take the refusals of threads along to the member's new address."""
    threads = MailRefusal.objects.filter(email=before.lower(), thread__isnull=False).values_list("thread", flat=True)
    rows = [MailRefusal(email=member.email, thread_id=thread) for thread in threads]
    MailRefusal.objects.bulk_create(rows, ignore_conflicts=True)
    adopt(member=member)


def _refused(pk: int, page: Any) -> Refused:
    if page is None:
        return Refused(str(pk), _("A page that is gone"))
    return Refused(str(pk), page.title, sites.address(page.url_path))


def _saved(instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        adopt(member=instance)


def _address_changed(user: User, from_email_address: EmailAddress | None, **kwargs: Any) -> None:
    if from_email_address:
        move(member=user, before=from_email_address.email)
