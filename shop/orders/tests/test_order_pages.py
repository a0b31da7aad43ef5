"""Orders as their buyers see them."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from shop.orders import links, settling
from shop.orders.models import Cart, Order, State
from stoa.accounts.models import User

LIST_QUERIES = 5
PAGE_QUERIES = 10


@pytest.fixture
def member(db):
    return User.objects.create_user("iva@example.com", "secret-pass-1")


def page_of(order, token=""):
    return reverse("order", args=[order.key], query={"token": token} if token else None)


def test_m20_member_lists_their_own_orders_only(client, make_order, member):
    mine = make_order(user=member, email=member.email)
    other = make_order()
    client.force_login(member)

    html = client.get("/en/orders/").content.decode()

    assert mine.number in html
    assert other.number not in html


def test_m20_list_asks_who_it_is(client, db):
    answer = client.get("/en/orders/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/account/")


@pytest.mark.parametrize("number", [1, 5])
def test_m20_list_costs_the_same_with_many(client, make_order, member, number, django_assert_num_queries):
    for _ in range(number):
        make_order(user=member, email=member.email, quantities=(1, 2))
    client.force_login(member)
    client.get("/en/orders/")

    with django_assert_num_queries(LIST_QUERIES):
        client.get("/en/orders/")


@pytest.mark.parametrize("quantities", [(1,), (1, 2, 3, 4)])
def test_m20_page_costs_the_same_with_many_lines(client, make_order, member, quantities, django_assert_num_queries):
    order = make_order(user=member, email=member.email, quantities=quantities)
    client.force_login(member)
    client.get(page_of(order))

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(page_of(order))


def test_m19_order_is_closed_to_others_and_to_visitors(client, make_order, member):
    order = make_order(user=member, email=member.email)
    stranger = User.objects.create_user("eve@example.com", "secret-pass-1")
    visitor = client.get(page_of(order))
    client.force_login(stranger)
    answer = client.get(page_of(order))
    unknown = client.get(reverse("order", args=[uuid4()]))

    assert (visitor.status_code, answer.status_code, unknown.status_code) == (404, 404, 404)
    assert order.number not in visitor.content.decode() + answer.content.decode()
    for action in ("order_cancel", "order_again"):
        assert client.post(reverse(action, args=[order.key])).status_code == 404


@pytest.mark.parametrize("key", ["1", "x" * 40, "00000000-0000-0000-0000-00000000000g"])
def test_bad_keys_are_no_orders(client, site, key):
    assert client.get(f"/en/orders/{key}/").status_code == 404


def test_m20_guest_opens_the_order_by_the_link_until_it_ends(client, make_order):
    order = make_order()
    token = links.token(order)

    fresh = client.get(page_of(order, token))
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        late = client.get(page_of(order, token))

    assert (fresh.status_code, late.status_code) == (200, 404)
    assert order.number in fresh.content.decode()
    assert fresh["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize("token", ["x", "a:b:c", "é" * 2000, "🦉:1:2"])
def test_m20_made_up_tokens_open_nothing(client, make_order, token):
    order = make_order()

    assert client.get(page_of(order), {"token": token}).status_code == 404


def test_m20_a_token_opens_its_own_order_only_and_none_that_is_erased(client, make_order):
    order, other = make_order(), make_order()
    token = links.token(order)

    foreign = client.get(page_of(other, token))
    Order.objects.filter(pk=order.pk).update(email="")
    erased = client.get(page_of(order, token))

    assert (foreign.status_code, erased.status_code) == (404, 404)


def test_m20_new_link_goes_to_the_orders_address_with_the_same_answer(
    client, make_order, django_capture_on_commit_callbacks
):
    order = make_order()
    answers = []
    for key in (order.key, uuid4()):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse("order_link", args=[key]), follow=True)
        answers.append((answer.status_code, answer.content.decode().replace(str(key), "")))

    assert answers[0][0] == answers[1][0] == 404
    assert [sent.to for sent in mail.outbox] == [["buyer@example.com"]]
    assert links.is_good(order, mail.outbox[0].body.split("token=")[1].split()[0].replace("%3A", ":"))


def test_m20_links_are_mailed_so_often_only(client, make_order, settings):
    settings.ORDER_LINK_RATE = "2/h"
    address = reverse("order_link", args=[make_order().key])

    assert [client.post(address).status_code for _ in range(3)] == [302, 302, 429]


def test_m13_buyer_gives_up_an_order_that_waits(client, make_order):
    order = make_order(quantities=(2,))
    token = links.token(order)

    answers = [client.post(reverse("order_cancel", args=[order.key]), {"token": token}) for _ in range(2)]

    order.refresh_from_db()
    assert [answer["Location"] for answer in answers] == [page_of(order, token)] * 2
    assert (order.state, order.lines.get().offer.stock) == (State.CANCELLED, 50)


def test_m13_paid_order_is_not_given_up(client, make_order):
    order = make_order()
    settling.mark_paid(order_id=order.pk, now=timezone.now())

    client.post(reverse("order_cancel", args=[order.key]), {"token": links.token(order)})

    order.refresh_from_db()
    assert order.state == State.COMPLETED


def test_m20_buy_again_takes_what_is_still_for_sale(client, make_order, member):
    order = make_order(user=member, email=member.email, quantities=(2, 3))
    gone = order.lines.get(position=2).offer
    type(gone).objects.filter(pk=gone.pk).update(is_on_sale=False)
    client.force_login(member)

    answer = client.post(reverse("order_again", args=[order.key]))

    assert answer["Location"] == reverse("cart")
    assert list(Cart.objects.get(user=member).lines.values_list("quantity", flat=True)) == [2]


@pytest.mark.parametrize("name", ["order_cancel", "order_again", "order_link"])
def test_actions_are_by_post_only(client, make_order, name):
    assert client.get(reverse(name, args=[make_order().key])).status_code == 405


def test_m20_guest_orders_come_to_the_member_with_the_confirmed_address(client, make_order, member, rf):
    order = make_order(email="IVA@example.com")
    other = make_order(email="else@example.com")
    address = EmailAddress.objects.create(user=member, email="iva@example.com", verified=False)
    client.force_login(member)
    before = Order.objects.get(pk=order.pk).user
    address.verified = True
    address.save()

    request = rf.get("/")
    request.session = client.session
    email_confirmed.send(EmailAddress, request=request, email_address=address)

    assert before is None
    assert Order.objects.get(pk=order.pk).user == member
    assert Order.objects.get(pk=other.pk).user is None


def test_m20_guest_orders_come_at_log_in(client, make_order, member):
    EmailAddress.objects.create(user=member, email="iva@example.com", verified=True)
    order = make_order(email="iva@example.com")

    client.force_login(member)

    assert Order.objects.get(pk=order.pk).user == member


def test_m20_whoever_has_just_placed_an_order_sees_it_in_the_same_session(client, make_order):
    order, other = make_order(), make_order()
    session = client.session
    session["orders_placed"] = [str(order.key)]
    session.save()

    assert [client.get(page_of(each)).status_code for each in (order, other)] == [200, 404]
