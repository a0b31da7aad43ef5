"""Mails about orders: owed in the transaction they tell of, sent after it, once; the sweep sends what was missed."""

from datetime import datetime, timedelta
from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone, translation

from shop.orders import links
from shop.orders.contents import contents_of
from shop.orders.models import Order, OrderMail
from stoa.core.mail import send_now

#: After so long nobody else is about to send it.
MISSED_AFTER = timedelta(seconds=30)
SWEEP_AT_MOST = 100


def owe(*, order: Order, name: str, now: datetime, about: str = "") -> None:
    """Write down that the buyer is owed the mail `name`, and have it sent after commit; twice is the same as once."""
    mail, is_new = OrderMail.objects.get_or_create(order=order, name=name, about=about, defaults={"created_at": now})
    if is_new:
        transaction.on_commit(partial(send_owed.delay, mail.pk))


@shared_task(name="shop.orders.mailing.send_owed", autoretry_for=(OSError,), retry_backoff=True, max_retries=8)
def send_owed(mail_id: int) -> None:
    """Send a mail that is owed, unless it was sent or is just being sent."""
    with transaction.atomic():
        owed = OrderMail.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=mail_id, sent_at=None)
        mail = owed.select_related("order").first()
        if mail is None:
            return
        mail.sent_at = timezone.now()
        mail.save(update_fields=["sent_at"])
        _send(mail)


def send_missed() -> None:
    """Have those sent that a crash left; a job of the sweep."""
    missed = OrderMail.objects.filter(sent_at=None, created_at__lt=timezone.now() - MISSED_AFTER).order_by("pk")
    for mail_id in missed.values_list("pk", flat=True)[:SWEEP_AT_MOST]:
        send_owed.delay(mail_id)


def _send(mail: OrderMail) -> None:
    order = mail.order
    if not order.email:
        # Erased meanwhile.
        return
    # Names of countries are read in the language of the mail.
    with translation.override(order.language):
        contents = contents_of(order)
    context = {"contents": contents, "order": order, "url": links.url(order), "shipment": contents.shipment(mail.about)}
    send_now(f"order_{mail.name}", to=order.email, context=context, language=order.language)
