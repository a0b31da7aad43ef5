"""The one mail of each wish, sent after the stock is there again; the sweep sends what was missed."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from celery import shared_task
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from shop.catalogue.alerts import links
from shop.catalogue.models import StockAlert
from shop.catalogue.offers import names
from shop.catalogue.signals import StockChange, stock_changed
from stoa.core import sites, things
from stoa.core.mail import message_id, send_now, stop_headers

#: A worker who has a mail in hand sends it, or fails, well before that; after it others try.
IN_HAND_FOR = timedelta(minutes=10)
#: After the first failure; doubled with each.
FIRST_PAUSE = timedelta(minutes=10)
#: The last try is some days after the first; then the wish is forgotten.
MOST_ATTEMPTS = 10
SWEEP_AT_MOST = 100

logger = logging.getLogger(__name__)


def connect_signals() -> None:
    stock_changed.connect(_stock_changed, dispatch_uid="catalogue_alerts_stock_changed")


def send_due() -> None:
    """Have the mails sent whose offer can be had; a job of the sweep."""
    due = StockAlert.objects.due(timezone.now()).order_by("pk")
    for alert_id in due.values_list("pk", flat=True)[:SWEEP_AT_MOST]:
        send.delay(alert_id)


@shared_task(name="shop.catalogue.alerts.mailing.send_for")
def send_for(offer_id: int) -> None:
    """Those who wait for this offer, the longest first; the sweep goes on where it ends."""
    due = StockAlert.objects.due(timezone.now()).filter(offer=offer_id).order_by("pk")
    for alert_id in due.values_list("pk", flat=True)[:SWEEP_AT_MOST]:
        send.delay(alert_id)


@shared_task(name="shop.catalogue.alerts.mailing.send")
def send(alert_id: int) -> None:
    """Send a mail that is due, unless somebody else has it in hand; outside of a transaction, so nobody waits for it.

    Who dies on the way leaves it due after IN_HAND_FOR: only a mail that the server had taken already may come twice,
    as the same message (docs/adr/0010-mails-at-least-once.md).
    """
    now = timezone.now()
    # One statement takes it in hand: of two workers the second finds nothing due.
    taken = StockAlert.objects.due(now).filter(pk=alert_id)
    if not taken.update(in_hand_until=now + IN_HAND_FOR, attempts=F("attempts") + 1):
        return
    alert = StockAlert.objects.select_related("offer", "user").get(pk=alert_id)
    try:
        _send(alert)
    except Exception:
        logger.exception("Stock alert %s was not sent", alert_id)
        _put_off(alert)
    else:
        StockAlert.objects.filter(pk=alert_id).delete()


def _put_off(alert: StockAlert) -> None:
    """Try again after a pause, each twice as long; in the end give up and forget."""
    failed = StockAlert.objects.filter(pk=alert.pk)
    if alert.attempts < MOST_ATTEMPTS:
        failed.update(in_hand_until=timezone.now() + FIRST_PAUSE * 2 ** (alert.attempts - 1))
    else:
        failed.delete()


def _send(alert: StockAlert) -> None:
    facts = names([alert.offer], alert.language)[alert.offer_id]
    to = alert.user.email if alert.user else alert.email
    shown = things.find("product", str(alert.offer.translation_key), alert.user or AnonymousUser())
    if not to or not facts.url or shown is None or (alert.user and not alert.user.is_active):
        # There is nobody to tell, or nothing to be seen.
        return
    stop_url = links.stop_url(alert)
    context = {"facts": facts, "url": sites.absolute(facts.url), "stop_url": stop_url}
    # The id of a wish that is gone may be given to another.
    headers = {"Message-ID": message_id(f"stock alert {alert.pk} {alert.created_at.isoformat()}")}
    headers |= stop_headers(stop_url)
    send_now("stock_alert", to=to, context=context, language=alert.language, headers=headers)


def _stock_changed(sender: Any, changes: Sequence[StockChange], **kwargs: Any) -> None:
    for change in changes:
        if change.before == 0 and change.after != 0:
            transaction.on_commit(partial(send_for.delay, change.offer.pk))
