"""Mails about orders: owed in the transaction they tell of, sent after it, once; the sweep sends what was missed.

A mail that cannot be sent is tried again with pauses, and given up in the end.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery import shared_task
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation

from shop.orders import links, states
from shop.orders.contents import contents_of
from shop.orders.downloads import listing
from shop.orders.invoices import enclosing
from shop.orders.models import Order, OrderMail
from stoa.accounts.models import User
from stoa.core import sites
from stoa.core.mail import Attachment, message_id, send_now

#: A worker who has a mail in hand talks to the mail server and no more: it is sent, or has failed (`EMAIL_TIMEOUT`),
#: before that. After it others try, so that with the sweep's 30 seconds nobody waits a minute for a worker that died.
IN_HAND_FOR = timedelta(seconds=25)
#: The task that is queued at commit gets so long before the sweep thinks that it was lost.
MISSED_AFTER = timedelta(seconds=20)
#: After the first failure; doubled with each.
FIRST_PAUSE = timedelta(minutes=1)
#: The last try is some eight hours after the first.
MOST_ATTEMPTS = 10
SWEEP_AT_MOST = 100

logger = logging.getLogger(__name__)


#: {name of a mail: what else its template knows}, told by the rooms above.
_facts: dict[str, Callable[[OrderMail], dict[str, Any] | None]] = {}


def tell_also(name: str, facts: Callable[[OrderMail], dict[str, Any] | None]) -> None:
    """The template of the mail `name` knows what `facts(mail)` gives as well; nothing is sent where that is None.

    Called in `AppConfig.ready`.
    """
    _facts[name] = facts


def owe(*, order: Order, name: str, now: datetime, about: str = "") -> None:
    """Write down that the buyer is owed the mail `name`, and have it sent after commit; twice is the same as once."""
    _owe([OrderMail(order=order, name=name, about=about, created_at=now, due_at=now)])


def owe_staff(*, order: Order, users: Iterable[User], name: str, now: datetime, about: str) -> None:
    """The same for each of `users`, who look after the shop. Their template knows `number` and `url` of the order."""
    facts = {"order": order, "name": name, "created_at": now, "due_at": now}
    _owe([OrderMail(recipient=user, about=f"{about} {user.pk}", **facts) for user in users])


@shared_task(name="shop.orders.mailing.send_owed")
def send_owed(mail_id: int) -> None:
    """Send a mail that is due, unless somebody else has it in hand; outside of a transaction, so nobody waits for it.

    Who dies on the way leaves it due after IN_HAND_FOR: only a mail that the server had taken already may come twice,
    as the same message (docs/adr/0010-mails-at-least-once.md).
    """
    waiting = OrderMail.objects.due(timezone.now()).filter(pk=mail_id).first()
    if waiting is None:
        return
    # Drawing takes its time and harms nobody when two do it, so the mail is in nobody's hand meanwhile.
    enclosed = _enclosed(waiting)
    mail = _taken(mail_id)
    if mail is None:
        return
    if enclosed is None:
        _put_off(mail)
        return
    try:
        _send(mail, enclosed)
    except Exception:
        logger.exception("Mail %s of order %s was not sent", mail.name, mail.order_id)
        _put_off(mail)


def send_missed() -> None:
    """Have those sent that a crash left, and those that failed a while ago; a job of the sweep."""
    now = timezone.now()
    # Those that were tried before have no task that is about to try them.
    missed = OrderMail.objects.due(now).filter(Q(attempts__gt=0) | Q(due_at__lte=now - MISSED_AFTER))
    for mail_id in missed.order_by("due_at", "pk").values_list("pk", flat=True)[:SWEEP_AT_MOST]:
        send_owed.delay(mail_id)


def _owe(mails: list[OrderMail]) -> None:
    """In one statement, which leaves what was owed before as it is: the task finds that sent, or sends what is due."""
    same = ["order", "name", "about"]
    OrderMail.objects.bulk_create(mails, update_conflicts=True, unique_fields=same, update_fields=["name"])
    for mail in mails:
        transaction.on_commit(partial(send_owed.delay, mail.pk), robust=True)


def _enclosed(mail: OrderMail) -> list[Attachment] | None:
    """What goes along, or None where it is worth another try."""
    try:
        return enclosing.enclose(mail, enclosing.told_of(mail))
    except Exception:
        logger.exception("Mail %s of order %s waits for what it takes along", mail.name, mail.order_id)
        return None


def _taken(mail_id: int) -> OrderMail | None:
    """The mail, in hand. One statement takes it: of two workers the second finds it due later."""
    now = timezone.now()
    due = OrderMail.objects.due(now).filter(pk=mail_id)
    if not due.update(due_at=now + IN_HAND_FOR, attempts=F("attempts") + 1):
        return None
    return OrderMail.objects.select_related("order", "recipient").get(pk=mail_id)


@transaction.atomic
def _put_off(mail: OrderMail) -> None:
    """Try again after a pause, each twice as long; in the end give up, and say so in the order's history."""
    now = timezone.now()
    if mail.attempts < MOST_ATTEMPTS:
        mail.due_at = now + FIRST_PAUSE * 2 ** (mail.attempts - 1)
    else:
        mail.given_up_at = now
        states.note(order=mail.order, name="mail_given_up", now=now, reason=mail.name)
    mail.save(update_fields=["due_at", "given_up_at"])


def _send_to_staff(mail: OrderMail, user: User) -> None:
    if not user.is_active:
        # Gone meanwhile.
        _note_sent(mail)
        return
    url = sites.absolute(reverse("shop_orders:inspect", args=[mail.order_id]))
    context = {"number": mail.order.number, "url": url} | (_known_of(mail) or {})
    _hand_over(mail, to=user.email, context=context, language=user.language)


def _known_of(mail: OrderMail) -> dict[str, Any] | None:
    return _facts[mail.name](mail) if mail.name in _facts else {}


def _send(mail: OrderMail, enclosed: list[Attachment]) -> None:
    if mail.recipient is not None:
        _send_to_staff(mail, mail.recipient)
        return
    order, known = mail.order, _known_of(mail)
    if not order.email or known is None:
        # Erased meanwhile, or not true any more.
        _note_sent(mail)
        return
    # Names of countries are read in the language of the mail.
    with translation.override(order.language):
        contents = contents_of(order)
    context = {
        "contents": contents,
        "order": order,
        "url": links.url(order),
        "shipment": contents.shipment(mail.about),
        "bought": listing.of_order(order, timezone.now()),
        "invoice": enclosing.told_of(mail),
        "is_enclosed": bool(enclosed),
    }
    context |= known
    _hand_over(mail, to=order.email, context=context, language=order.language, attachments=enclosed)


def _hand_over(mail: OrderMail, **envelope: Any) -> None:
    headers = {"Message-ID": message_id(f"{mail.order.key} {mail.name} {mail.about}")}
    send_now(f"order_{mail.name}", headers=headers, note=partial(_note_sent, mail), **envelope)


def _note_sent(mail: OrderMail) -> None:
    OrderMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
