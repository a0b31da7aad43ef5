"""What staff are told about money: owed in the transaction it tells of, sent once to each of them."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from shop.orders import mailing
from shop.orders.models import OrderMail
from shop.payments import telling
from stoa.accounts.models import User


@pytest.fixture
def make_manager(db):
    """make_manager("ana", language="es"): looks after the shop."""

    def make(handle, **facts):
        user = User.objects.create_user(f"{handle}@example.org", "pw", handle=handle, **facts)
        user.groups.add(Group.objects.get(name="Shop managers"))
        return user

    return make


@pytest.fixture
def tell(django_capture_on_commit_callbacks):
    """tell(order, "what")"""

    def tell_one(order, what="a difference"):
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            telling.tell_staff(order=order, what=what, now=timezone.now())

    return tell_one


def test_staff_are_told_in_the_language_of_the_site_whoever_pays(settings):
    with translation.override("es"):
        english = telling.in_words(_("State"))
    settings.LANGUAGE_CODE = "es"

    assert (english, telling.in_words(_("State"))) == ("State", "Estado")


def test_each_manager_gets_a_mail_in_their_language_with_a_way_to_the_order(make_order, make_manager, tell):
    order = make_order()
    make_manager("ana", language="es")
    make_manager("bob")
    make_manager("carla", is_active=False)

    tell(order)
    tell(order, "another one")
    mailing.send_missed()

    told = [(sent.to[0], "a difference" in sent.body, "another one" in sent.body) for sent in mail.outbox]
    assert told == [
        ("ana@example.org", True, False),
        ("bob@example.org", True, False),
        ("ana@example.org", False, True),
        ("bob@example.org", False, True),
    ]
    assert mail.outbox[1].subject == f"Please look at the money of order {order.number}"
    assert mail.outbox[0].subject != mail.outbox[1].subject
    assert all(f"/admin/shop/orders/{order.pk}/" in sent.body for sent in mail.outbox)
    assert [event.reason for event in order.events.filter(name="attention")] == ["a difference", "another one"]


def test_without_managers_administrators_are_told(make_order, tell):
    order = make_order()
    User.objects.create_superuser("root@example.org", "pw", handle="root")

    tell(order)

    assert [sent.to for sent in mail.outbox] == [["root@example.org"]]


def test_what_did_not_happen_is_not_told(make_order, make_manager):
    order = make_order()
    make_manager("bob")

    with transaction.atomic():
        telling.tell_staff(order=order, what="a difference", now=timezone.now())
        transaction.set_rollback(True)

    assert not OrderMail.objects.filter(name="attention").exists()


def test_what_a_crash_left_is_sent_by_the_sweep_once(make_order, make_manager):
    order = make_order()
    make_manager("bob")
    with transaction.atomic():
        telling.tell_staff(order=order, what="a difference", now=timezone.now())
    before = len(mail.outbox)

    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        mailing.send_missed()
        mailing.send_missed()

    assert (before, [sent.to for sent in mail.outbox if sent.to == ["bob@example.org"]]) == (0, [["bob@example.org"]])


def test_whoever_has_gone_meanwhile_gets_nothing(make_order, make_manager):
    order, gone, deleted = make_order(), make_manager("bob"), make_manager("eve")
    with transaction.atomic():
        telling.tell_staff(order=order, what="a difference", now=timezone.now())
    User.objects.filter(pk=gone.pk).update(is_active=False)
    deleted.delete()

    for owed in OrderMail.objects.filter(name="attention"):
        mailing.send_owed(owed.pk)

    assert mail.outbox == []
    assert not OrderMail.objects.filter(name="attention", sent_at=None).exists()
