"""Mails about orders: owed with what they tell of, sent after it, once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from shop.orders import mailing, settling
from shop.orders.models import OrderMail, Shipment, ShipmentLine
from stoa.core.tests.racing import COMMITTING, race

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
    OrderMail.objects.filter(pk=fresh.pk).update(created_at=timezone.now() - timedelta(minutes=1))

    mailing.send_missed()
    mailing.send_missed()

    assert (sent_at_once, len(mail.outbox)) == (0, 1)


def test_mail_that_cannot_be_handed_over_stays_owed(make_order, settings, tmp_path):
    make_order()
    owed = OrderMail.objects.get()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    blocked = tmp_path / "no-folder"
    blocked.mkdir()
    settings.EMAIL_FILE_PATH = blocked
    blocked.rmdir()
    blocked.write_text("")

    with pytest.raises(Exception):  # noqa: B017, PT011 -- whatever the mail server's absence raises
        mailing.send_owed(owed.pk)

    owed.refresh_from_db()
    assert owed.sent_at is None


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
