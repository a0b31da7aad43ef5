"""M16: worker and web process killed with -9 at random moments between the payment and its mail.

As production runs them: PostgreSQL, Celery on Redis, the clock, gunicorn, a mail server, signed events of Stripe over
HTTP. `make crash KILLS=100` does it often, and with the true clocks; here some times, with the clock turned forward.
"""

import threading
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from shop.orders.invoices import filing
from shop.orders.models import Invoice, Order, OrderMail, State
from shop.payments import attempts
from shop.payments.models import EventState, ProviderEvent
from shop.payments.sandbox.server import events, paying
from shop.payments.tests.crashes.conftest import KILLS
from shop.payments.tests.crashes.programs import wait_until
from stoa.core.tests.racing import COMMITTING

#: Each of worker and web process; after so many everything must be well within a minute.
TIMES, ROUND = KILLS or 4, 20
SECONDS_TO_RECOVER = 60
#: Orders that are paid while the worker lives.
PAID = 2


@pytest.mark.skipif(connection.vendor == "sqlite", reason="programs that share a database need PostgreSQL")
@COMMITTING
def test_m16_whoever_is_killed_each_paid_order_has_one_invoice_and_one_mail(site, make_order, tell):
    random, seen, window = Random(16), Counter(), first_life(site, make_order)
    tell(f"\nFrom the payments to their mails: {window:.2f} s")

    for number in range(1, TIMES + 1):
        seen[kill_worker(site, make_order, random.uniform(0, window))] += 1
        seen[kill_web(site, make_order, None if number % 2 else random.uniform(0, window / 2))] += 1
        if number % ROUND == 0 or number == TIMES:
            tell(f"{number} times: all was well {recover(site):.1f} s after the return")
            check(site)
        else:
            site.start()

    for moment, times in sorted(seen.items()):
        tell(f"{times:4} × {moment}")
    orders, ids = Order.objects.count(), {letter["Message-ID"] for letter in paid_letters(site)}
    tell(f"{orders} orders, {len(ids)} mails, {len(paid_letters(site)) - len(ids)} of them delivered twice")
    assert len(ids) == orders


def first_life(site, make_order):
    """How long it takes from the payments to the last mail, in programs that have just begun."""
    for _number in range(PAID):
        pay(site, make_order())
    assert deliver(site)
    return wait_until(lambda: not unsent().exists())


def pay(site, order):
    """At the provider; the site is told by `deliver`."""
    attempt = attempts.begin(order_id=order.pk, provider_name="stripe", now=timezone.now())
    paying.pay(site.stripe.books, attempt.reference)


def deliver(site):
    """Send what waits, as long as it is taken; did the site take all of it?"""
    for event in events.due(site.stripe.books):
        if not events.send(event, site.stripe.post):
            return False
        event["pending_webhooks"] = 0
    return True


def kill_worker(site, make_order, after):
    """Orders are paid, and so many seconds `after` that begins the worker is killed; what it was doing."""
    tried = dict(unsent().values_list("pk", "attempts"))
    for _number in range(PAID):
        pay(site, make_order())
    with killed(site.worker, after):
        assert deliver(site)
    left = list(unsent().select_related("order"))
    in_hand = [mail for mail in left if mail.attempts > tried.get(mail.pk, 0)]
    if any(site.mailbox.about(subject(mail.order)) for mail in in_hand):
        return "worker: the mail server had the mail, its row did not say so"
    if in_hand:
        return "worker: a mail was in hand"
    return "worker: mails were queued, or their invoices drawn" if left else "worker: nothing was left to do"


def kill_web(site, make_order, after):
    """An order is paid, and the web process killed `after` so many seconds, or as soon as that is committed."""
    pay(site, make_order())
    event_id = events.due(site.stripe.books)[-1]["id"]
    with killed(site.web, after, is_time=lambda: has_acted(event_id)):
        was_answered = deliver(site)
    if was_answered:
        return "web: it had answered"
    return "web: between commit and answer" if has_acted(event_id) else "web: before the commit"


@contextmanager
def killed(program, after, is_time=None):
    """Kill the program meanwhile: `after` so many seconds, without them when `is_time`."""

    def act():
        try:
            if after is None:
                wait_until(is_time, every=0.001)
            else:
                threading.Event().wait(after)
            program.kill()
        finally:
            connection.close()

    thread = threading.Thread(target=act)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def has_acted(event_id):
    return ProviderEvent.objects.filter(event_id=event_id, state=EventState.HANDLED).exists()


def recover(site):
    """Seconds from the return of the killed until nothing is owed any more."""
    if not KILLS:
        # What the dead had in hand is due again after a while.
        unsent().update(due_at=timezone.now() - timedelta(minutes=1))
    site.start()
    # The provider tells once more what nobody has confirmed.
    return wait_until(lambda: deliver(site) and not unsent().exists(), SECONDS_TO_RECOVER)


def check(site):
    letters = {}
    for letter in paid_letters(site):
        letters.setdefault(letter["Subject"], {})[letter["Message-ID"]] = letter
    for order in Order.objects.order_by("pk"):
        invoice = Invoice.objects.get(order=order)
        [letter] = letters[subject(order)].values()
        [enclosed] = letter.iter_attachments()
        assert order.events.filter(state=State.PAID).count() == 1
        assert enclosed.get_filename() == f"{invoice.reference}.pdf"
        assert enclosed.get_content() == filing.place_of(invoice).read_bytes()
        assert enclosed.get_content().startswith(b"%PDF")
    assert set(ProviderEvent.objects.values_list("state", flat=True)) <= {EventState.HANDLED, EventState.IGNORED}
    call_command("check_invariants")


def unsent():
    return OrderMail.objects.filter(name="paid", sent_at=None)


def paid_letters(site):
    return [letter for letter in list(site.mailbox.letters) if letter["Subject"].endswith("is paid")]


def subject(order):
    return f"Your order {order.number} is paid"
