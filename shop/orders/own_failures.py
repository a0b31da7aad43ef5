"""What can fail of orders: mails that were given up, invoices whose PDF nobody draws any more."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shop.orders import failures, mail_names, mailing, states
from shop.orders.failures import Failure, NotFailed
from shop.orders.invoices import catching_up, filing
from shop.orders.models import Invoice, InvoiceDrawing, OrderEvent, OrderMail

RIGHT = "orders.change_order"


def register() -> None:
    failures.register(
        failures.Kind(
            name="mails",
            label=_("Mails about orders"),
            right=RIGHT,
            find=_mails,
            retry=send_again,
            put_aside=put_mail_aside,
        )
    )
    failures.register(
        failures.Kind(name="drawings", label=_("PDFs of invoices"), right=RIGHT, find=_drawings, retry=draw_again)
    )


def send_again(*, job_id: int, user: Any, now: datetime) -> None:
    """From the start, with all its tries; nothing happens to one that is not given up (any more)."""
    with transaction.atomic():
        given_up = OrderMail.objects.filter(pk=job_id, sent_at=None).exclude(given_up_at=None)
        if given_up.update(given_up_at=None, attempts=0, due_at=now):
            transaction.on_commit(partial(mailing.send_owed.delay, job_id), robust=True)


@transaction.atomic
def put_mail_aside(*, job_id: int, user: Any, now: datetime) -> None:
    """The buyer was told otherwise, or need not be told. The order's history says so, and is what it is known by."""
    mail = OrderMail.objects.select_for_update(of=("self",)).select_related("order").filter(pk=job_id).first()
    if mail is None or not given_up_mails().filter(pk=mail.pk).exists():
        raise NotFailed
    states.note(order=mail.order, name="put_aside", now=now, user=user, facts={"what": mail.name, "mail": mail.pk})


def draw_again(*, job_id: int, user: Any, now: datetime) -> None:
    """Now. Raises DrawingFailed, Invoice.DoesNotExist."""
    filing.pdf_of(Invoice.objects.get(pk=job_id))
    # Its file may have been there all the time.
    InvoiceDrawing.objects.filter(invoice=job_id, drawn_at=None).update(drawn_at=now, problem="")


def given_up_mails() -> QuerySet[OrderMail]:
    """Those that nobody has put aside."""
    of_order = OrderEvent.objects.filter(order=OuterRef("order"), name="put_aside")
    aside = of_order.annotate(mail=Cast(KeyTextTransform("mail", "facts"), BigIntegerField()))
    given_up: QuerySet[OrderMail] = OrderMail.objects.filter(sent_at=None).exclude(given_up_at=None)
    return given_up.exclude(Exists(aside.filter(mail=OuterRef("pk"))))


def _mails(at_most: int) -> tuple[int, Sequence[Failure]]:
    given_up = given_up_mails()
    newest = given_up.select_related("order", "recipient").order_by("-given_up_at", "-pk")[:at_most]
    return given_up.count(), [_of_mail(mail) for mail in newest]


def _of_mail(mail: OrderMail) -> Failure:
    facts = {"mail": mail_names.in_words(mail.name)}
    facts["address"] = mail.recipient.email if mail.recipient else mail.order.email
    return Failure(
        id=mail.pk,
        what=gettext("%(mail)s to %(address)s") % facts,
        reason=gettext("given up after %(number)s tries") % {"number": mail.attempts},
        at=mail.given_up_at or mail.created_at,
        order_id=mail.order_id,
        number=mail.order.number,
        can_be_put_aside=True,
    )


def _drawings(at_most: int) -> tuple[int, Sequence[Failure]]:
    often = Q(failures__gte=catching_up.MOST_FAILURES)
    old = Q(failures__gt=0, invoice__issued_at__lt=timezone.now() - catching_up.RECENT)
    failed: QuerySet[InvoiceDrawing] = InvoiceDrawing.objects.filter(often | old, drawn_at=None)
    newest = failed.select_related("invoice__order").defer("invoice__data").order_by("-invoice__issued_at", "-pk")
    return failed.count(), [_of_drawing(drawing) for drawing in newest[:at_most]]


def _of_drawing(drawing: InvoiceDrawing) -> Failure:
    invoice = drawing.invoice
    return Failure(
        id=invoice.pk,
        what=invoice.reference,
        reason=drawing.problem,
        at=invoice.issued_at,
        order_id=invoice.order_id,
        number=invoice.order.number,
    )
