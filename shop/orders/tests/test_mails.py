"""Mails about orders: owed with what they tell of, sent after it, once."""

import signal
from collections import Counter
from datetime import timedelta

import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from shop.orders import history, mailing, settling
from shop.orders.models import OrderMail, Shipment, ShipmentLine
from shop.orders.signals import order_paid
from shop.orders.tests.mail_servers import Nosy
from stoa.core.tests.racing import COMMITTING, die, race

SERVERS = "shop.orders.tests.mail_servers"
ADDRESS = {"name": "Ива Петрова", "street": "ul. Shipka 6", "postcode": "1504", "city": "Sofia", "country": "BG"}


def test_m10_mail_of_a_placed_order_has_lines_total_address_and_link(make_order, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        order = make_order(quantities=(2,), address=ADDRESS)

    sent = mail.outbox[0]
    html = sent.alternatives[0][0]
    assert (len(mail.outbox), sent.to) == (1, ["buyer@example.com"])
    assert order.number in sent.subject
    for part in ("2 × ", "Notebook 0", "€20.00", "Ива Петрова", "Bulgaria", f"/en/orders/{order.key}/?token="):
        assert part in sent.body
        assert part in html


def test_m10_mail_is_in_the_language_of_the_buyer(make_order, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_order(language="es", address=ADDRESS)

    assert "10,00 €" in mail.outbox[0].body.replace("\xa0", " ")
    assert "/es/" in mail.outbox[0].body


def test_m10_free_shipping_is_said_with_its_code(make_order):
    order = make_order(address=ADDRESS)
    type(order).objects.update(coupon_code="FREESHIP", shipping_name="Courier")

    mailing.send_owed(OrderMail.objects.get().pk)

    assert "Coupon FREESHIP: Free shipping\nCourier: free\n" in mail.outbox[0].body


def test_m10_words_of_the_buyer_are_no_markup(make_order, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_order(address=ADDRESS | {"name": "<b>A & B</b>"})

    assert "<b>A & B</b>" in mail.outbox[0].body
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in mail.outbox[0].alternatives[0][0]


def test_mails_of_paid_and_cancelled_orders(make_order, django_capture_on_commit_callbacks):
    paid, given_up = make_order(), make_order()

    with django_capture_on_commit_callbacks(execute=True):
        settling.mark_paid(order_id=paid.pk, now=timezone.now())
        settling.cancel(order_id=given_up.pk, now=timezone.now())

    assert [sent.subject for sent in mail.outbox] == [
        f"Your order {paid.number} is paid",
        f"Your order {given_up.number} is cancelled",
    ]


def test_mail_of_a_parcel_has_what_is_in_it_and_its_tracking_link(make_order):
    order = make_order(quantities=(3, 1))
    parcel = Shipment.objects.create(
        order=order, carrier="Speedy", tracking_url="https://speedy.example/7?a=1&b=2", shipped_at=timezone.now()
    )
    ShipmentLine.objects.create(shipment=parcel, line=order.lines.get(position=1), quantity=2)

    with transaction.atomic():
        mailing.owe(order=order, name="shipped", now=timezone.now(), about=str(parcel.pk))
    mailing.send_owed(OrderMail.objects.get(name="shipped").pk)

    sent = mail.outbox[0]
    assert "2 × Notebook 0" in sent.body
    assert "Notebook 1" not in sent.body
    assert "https://speedy.example/7?a=1&b=2" in sent.body
    assert "https://speedy.example/7?a=1&amp;b=2" in sent.alternatives[0][0]


def test_mail_is_owed_and_sent_once(make_order):
    order = make_order()
    owed = OrderMail.objects.get()

    mailing.owe(order=order, name="placed", now=timezone.now())
    mailing.send_owed(owed.pk)
    mailing.send_owed(owed.pk)

    assert (OrderMail.objects.count(), len(mail.outbox)) == (1, 1)


def test_mail_that_a_crash_left_is_sent_by_the_sweep(make_order):
    make_order()
    fresh = OrderMail.objects.get()
    mailing.send_missed()
    sent_at_once = len(mail.outbox)
    OrderMail.objects.filter(pk=fresh.pk).update(due_at=timezone.now() - timedelta(minutes=1))

    mailing.send_missed()
    mailing.send_missed()

    assert (sent_at_once, len(mail.outbox)) == (0, 1)


def test_who_fails_to_hear_of_a_paid_order_keeps_nobody_else_from_it(make_order, django_capture_on_commit_callbacks):
    heard = []

    def fail(sender, order, **kwargs):
        raise ConnectionError

    def hear(sender, order, **kwargs):
        heard.append(order)

    order = make_order()
    order_paid.connect(fail)
    order_paid.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            settling.mark_paid(order_id=order.pk, now=timezone.now())
            transaction.on_commit(lambda: heard.append("later"))
    finally:
        order_paid.disconnect(fail)
        order_paid.disconnect(hear)

    assert heard == [order, "later"]


def pass_the_pause():
    """As if everything that is to be tried again were due."""
    OrderMail.objects.update(due_at=timezone.now() - timedelta(minutes=1))


def test_mail_that_cannot_be_handed_over_is_tried_again_after_a_pause(make_order, settings):
    settings.EMAIL_BACKEND = f"{SERVERS}.Picky"
    make_order(email="buyer@example.net")
    owed = OrderMail.objects.get()

    before = timezone.now()
    mailing.send_owed(owed.pk)
    mailing.send_owed(owed.pk)
    owed.refresh_from_db()
    first = (owed.attempts, round((owed.due_at - before).total_seconds() / 60))
    pass_the_pause()
    mailing.send_missed()
    owed.refresh_from_db()
    second = (owed.attempts, round((owed.due_at - before).total_seconds() / 60))
    type(owed.order).objects.update(email="buyer@example.com")
    pass_the_pause()
    mailing.send_missed()

    owed.refresh_from_db()
    assert (first, second, owed.attempts) == ((1, 1), (2, 2), 3)
    assert owed.sent_at is not None
    assert [sent.to for sent in mail.outbox] == [["buyer@example.com"]]


def test_mail_that_nobody_takes_is_given_up_and_said(make_order, settings):
    settings.EMAIL_BACKEND = f"{SERVERS}.Picky"
    order = make_order(email="buyer@example.net")

    for _try in range(mailing.MOST_ATTEMPTS + 2):
        pass_the_pause()
        mailing.send_missed()

    owed, event = OrderMail.objects.get(), order.events.get(name="mail_given_up")
    assert (owed.attempts, owed.sent_at, owed.given_up_at is not None) == (mailing.MOST_ATTEMPTS, None, True)
    [entry] = history.told([event])
    assert (entry.words, entry.reason) == ("A mail could not be sent", "Confirmation of the order")


def test_mails_that_nobody_takes_do_not_hold_up_the_others(make_order, settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{SERVERS}.Picky"
    monkeypatch.setattr(mailing, "SWEEP_AT_MOST", 2)
    for number in range(3):
        make_order(email=f"buyer{number}@example.net")
    make_order(email="buyer@example.com")
    pass_the_pause()

    mailing.send_missed()
    mailing.send_missed()

    assert [sent.to for sent in mail.outbox] == [["buyer@example.com"]]


@COMMITTING
def test_nobody_waits_while_a_mail_is_on_its_way(make_order, settings):
    settings.EMAIL_BACKEND = f"{SERVERS}.Nosy"
    Nosy.waited.clear()

    make_order()

    assert Nosy.waited == [False]


@COMMITTING
def test_m16_mail_of_a_worker_that_was_killed_is_sent_within_a_minute(make_order, tmp_path, settings):
    order = make_order()
    owed = OrderMail.objects.create(order=order, name="paid", created_at=timezone.now())
    mail.outbox.clear()

    died = die("shop.orders.tests.buyers:send_mail_to_death", str(owed.pk), tmp_path)
    sweeps_every = timedelta(seconds=settings.CELERY_BEAT_SCHEDULE["sweep"]["schedule"])
    at_the_latest = timezone.now() + timedelta(minutes=1) - sweeps_every
    mailing.send_missed()
    mailing.send_owed(owed.pk)
    sent_while_in_hand = len(mail.outbox)
    with time_machine.travel(at_the_latest, tick=False):
        mailing.send_missed()

    owed.refresh_from_db()
    assert (died, sent_while_in_hand) == (-signal.SIGKILL, 0)
    assert (len(mail.outbox), owed.attempts, owed.sent_at is not None) == (1, 2, True)


@COMMITTING
def test_m16_mail_that_the_server_has_taken_is_noted_at_once(make_order, tmp_path):
    owed = OrderMail.objects.create(order=make_order(), name="paid", created_at=timezone.now())

    died = die("shop.orders.tests.buyers:send_mail_and_die", str(owed.pk), tmp_path)

    owed.refresh_from_db()
    assert (died, owed.sent_at is not None) == (-signal.SIGKILL, True)


def test_m16_mail_that_is_sent_once_more_is_the_same_message(make_order):
    for order in (make_order(), make_order()):
        OrderMail.objects.create(order=order, name="paid", created_at=timezone.now())
    for _time in range(2):
        # As if the worker had died before it could be written down.
        OrderMail.objects.update(sent_at=None, due_at=timezone.now() - timedelta(minutes=1))
        mailing.send_missed()

    ids = Counter(sent.message()["Message-ID"] for sent in mail.outbox)
    assert sorted(ids.values()) == [2, 2, 2, 2]
    assert all(name.endswith("@testserver>") for name in ids)


def test_erased_order_gets_no_mail(make_order):
    order = make_order()
    type(order).objects.update(email="")

    mailing.send_owed(OrderMail.objects.get().pk)

    assert mail.outbox == []


@COMMITTING
def test_mail_is_sent_once_however_many_workers_try(make_order, settings, tmp_path):
    owed = OrderMail.objects.create(order=make_order(), name="again", created_at=timezone.now())
    OrderMail.objects.filter(pk=owed.pk).update(name="paid")

    answers = race("shop.orders.tests.buyers:send_mail", [str(owed.pk)] * 20, tmp_path)

    assert sorted(answers) == ["nothing"] * 19 + ["sent"]
