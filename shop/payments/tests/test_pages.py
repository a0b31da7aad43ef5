"""M11, M13: the pages of paying, for whoever may see the order."""

import pytest
from django.urls import reverse
from django.utils import timezone

from shop.orders import links, settling
from shop.orders.checkout.submitting import SESSION_KEY
from shop.orders.models import Order, State
from shop.payments import held
from shop.payments.models import Payment, PaymentState
from shop.payments.sandbox.server.books import Fault
from stoa.accounts.models import User


@pytest.fixture
def order(bank, client, make_order):
    """Placed by a guest in this session."""
    made = make_order()
    session = client.session
    session[SESSION_KEY] = [str(made.key)]
    session.save()
    return made


def url(name, order):
    return reverse(name, args=[order.key])


def test_m11_ways_to_pay_are_shown_and_looking_writes_nothing(client, order):
    page = client.get(url("payment", order))

    assert [provider.name for provider in page.context["providers"]] == ["sandbox", "invoice"]
    assert "Pay €10.00" in page.text
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert not Payment.objects.exists()


def test_m11_pages_name_their_member_and_no_guest(client, order, make_order):
    guest = client.get(url("payment", order))
    user = User.objects.create_user("b@example.org", "pw", handle="payer")
    client.force_login(user)
    mine = make_order(user=user)
    pages = [client.get(url(name, mine)) for name in ("payment", "payment_done")]

    assert "account-menu__name" not in guest.text
    assert [page.text.count("account-menu__name") for page in pages] == [1, 1]


def test_m11_begin_leads_to_the_page_of_the_provider(client, order):
    answer = client.post(url("payment_begin", order), {"provider": "sandbox"})

    payment = Payment.objects.get()
    assert (answer.status_code, answer.url) == (302, payment.url)


def test_m11_when_the_provider_is_away_the_page_says_so(client, order, bank):
    bank.server.books.faults.append(Fault("500", times=3))

    page = client.post(url("payment_begin", order), {"provider": "sandbox"})

    assert page.status_code == 503
    assert "Your order is kept: try again in a minute." in page.text
    assert client.post(url("payment_begin", order), {"provider": "sandbox"}).status_code == 302


@pytest.mark.parametrize("provider", ["", "barter", "stripe", "\u0661", "x" * 5000])
def test_m11_unknown_ways_are_refused(client, order, provider):
    page = client.post(url("payment_begin", order), {"provider": provider})

    assert (page.status_code, Payment.objects.count()) == (409, 0)


def test_m11_goods_are_held_for_a_bank_transfer_only_so_often(client, order, settings):
    settings.TRANSFER_RATE = "2/d"

    of_guest = [client.post(url("payment_begin", order), {"provider": "invoice"}).status_code for _ in range(3)]
    other_way = client.post(url("payment_begin", order), {"provider": "sandbox"}).status_code
    Order.objects.update(user=User.objects.create_user("ada@example.org", "pw", handle="ada"))
    client.force_login(User.objects.get())
    of_member = [client.post(url("payment_begin", order), {"provider": "invoice"}).status_code for _ in range(3)]

    assert (of_guest, other_way, of_member) == ([302, 302, 429], 302, [302, 302, 429])


def test_m11_get_begins_nothing(client, order):
    assert client.get(url("payment_begin", order)).status_code == 405


@pytest.mark.parametrize("number", [1, 20])
@pytest.mark.parametrize(("name", "cost"), [("payment", 5), ("payment_done", 3), ("payment_transfer", 3)])
def test_m11_pages_cost_the_same_however_much_was_ordered_and_tried(
    client, begin, make_order, number, name, cost, django_assert_num_queries
):
    order = make_order(quantities=[1] * number)
    session = client.session
    session[SESSION_KEY] = [str(order.key)]
    session.save()
    for _each in range(number):
        Payment.objects.filter(pk=begin(order, "invoice").pk).update(state=PaymentState.EXPIRED)
    begin(order, "invoice")
    client.get(url(name, order))

    with django_assert_num_queries(cost):
        page = client.get(url(name, order))

    assert page.status_code == 200


@pytest.mark.parametrize("name", ["payment", "payment_done", "payment_given_up", "payment_transfer"])
def test_m11_strangers_see_nothing(client, bank, make_order, name):
    order = make_order()

    assert client.get(url(name, order)).status_code == 404
    assert client.post(url("payment_begin", order), {"provider": "sandbox"}).status_code == 404


def test_m11_guest_with_a_link_pays_and_comes_back_without_it(client, bank, make_order):
    order = make_order()

    page = client.get(url("payment", order), {"token": links.token(order)})
    answer = client.post(url("payment_begin", order), {"provider": "sandbox", "token": page.context["token"]})

    assert answer.status_code == 302
    assert client.get(url("payment_done", order)).status_code == 200


def test_m11_link_to_an_order_that_an_account_has_claimed_pays_and_comes_back(
    client, bank, make_order, make_member, settings
):
    order = make_order()
    token = links.token(order)
    Order.objects.update(user=make_member())

    answer = client.post(url("payment_begin", order), {"provider": "sandbox", "token": token})

    back = client.get(url("payment_done", order))
    settings.ORDER_LINK_DAYS = 0
    later = client.get(url("payment_done", order))
    assert (answer.status_code, back.status_code, later.status_code) == (302, 200, 404)


def test_m20_a_guest_who_need_not_pay_comes_to_the_order_by_the_same_link(client, bank, make_order):
    order = make_order()
    settling.mark_paid(order_id=order.pk, now=timezone.now())

    page = client.get(url("payment", order), {"token": links.token(order)}, follow=True)

    assert (page.status_code, page.context["order"]) == (200, order)


def test_m13_success_page_decides_nothing(client, order, begin):
    begin(order)

    page = client.get(url("payment_done", order))

    assert page.context["outcome"] == "open"
    assert "hx-trigger" in page.text
    assert Order.objects.get().is_waiting


def test_m13_success_page_says_what_became_of_it(client, order, bank, begin):
    bank.pay(begin(order))
    bank.deliver()

    page = client.get(url("payment_done", order))
    fragment = client.get(url("payment_done", order), headers={"HX-Request": "true"})

    assert (page.context["outcome"], fragment.context["outcome"]) == ("paid", "paid")
    assert fragment.text.lstrip().startswith("<section")
    assert "hx-trigger" not in fragment.text


@pytest.mark.parametrize(
    ("state", "outcome"),
    [(PaymentState.PENDING, "pending"), (PaymentState.HELD, "held"), (PaymentState.FAILED, "over")],
)
def test_m13_every_outcome_has_words(client, order, begin, state, outcome):
    begin(order)
    Payment.objects.update(state=state)

    assert client.get(url("payment_done", order)).context["outcome"] == outcome


def test_m13_what_went_back_of_a_waiting_order_can_be_paid_again(client, hold, begin, now):
    payment = hold(900)
    session = client.session
    session[SESSION_KEY] = [str(payment.order.key)]
    session.save()
    held.give_back(payment_id=payment.pk, seen=payment.left, user=None, now=now)

    page = client.get(url("payment_done", payment.order))
    begin(payment.order)
    again = client.get(url("payment_done", payment.order))
    Order.objects.update(state=State.CANCELLED)
    over = client.get(url("payment_done", payment.order))

    assert [answer.context["outcome"] for answer in (page, again, over)] == ["payable", "open", "returned"]
    assert "What you have paid was not what your order costs: €9.00 go back" in page.text
    assert f'href="{url("payment", payment.order)}"' in page.text


def test_m13_what_staff_gave_back_had_not_come_too_late(client, paid, give_back):
    payment = paid(quantities=(2, 1))
    session = client.session
    session[SESSION_KEY] = [str(payment.order.key)]
    session.save()
    give_back(payment, 2, 1)

    page = client.get(url("payment_done", payment.order))

    assert page.context["outcome"] == "given_back"
    assert "You get €30.00 back" in page.text
    assert "came too late" not in page.text


def test_m13_given_up_can_be_tried_again(client, order, begin):
    begin(order)

    page = client.get(url("payment_given_up", order), follow=True)

    assert page.redirect_chain == [(url("payment", order), 302)]
    assert "Your order is kept" in page.text


def test_m11_bank_transfer_shows_account_and_reference(client, order):
    answer = client.post(url("payment_begin", order), {"provider": "invoice"})

    page = client.get(answer.url)

    assert "DE89370400440532013000" in page.text
    assert f"{order.number}-1" in page.text


def test_m11_order_page_leads_to_paying_while_it_waits(client, order, bank, begin):
    before = client.get(url("order", order))
    bank.pay(begin(order))
    bank.deliver()
    after = client.get(url("order", order))

    assert (url("payment", order) in before.text, url("payment", order) in after.text) == (True, False)


@pytest.mark.parametrize(
    ("wish", "status"), [("pay", "complete"), ("more", "complete"), ("decline", "open"), ("later", "complete")]
)
def test_sandbox_page_does_what_its_buttons_say(client, order, bank, begin, wish, status):
    payment = begin(order)
    address = payment.url.removeprefix("http://testserver")
    shown = client.get(address)

    answer = client.post(address, {"wish": wish})

    assert "Test money" in shown.text
    assert bank.server.books.find("sessions", payment.reference)["status"] == status
    assert answer.url == (address if wish == "decline" else f"http://testserver{url('payment_done', order)}")


def test_sandbox_page_close_and_nonsense_change_nothing(client, order, bank, begin):
    payment = begin(order)
    address = payment.url.removeprefix("http://testserver")

    closed, nonsense = client.post(address, {"wish": "close"}), client.post(address, {"wish": "rob"})

    assert closed.url == f"http://testserver{url('payment_given_up', order)}"
    assert nonsense.url == address
    assert bank.server.books.find("sessions", payment.reference)["status"] == "open"


def test_sandbox_page_is_not_there_in_production(client, order, begin, settings):
    payment = begin(order)
    settings.PAYMENT_PROVIDERS = ["invoice"]

    assert client.get(payment.url.removeprefix("http://testserver")).status_code == 404
    settings.PAYMENT_PROVIDERS = ["sandbox"]
    assert client.get("/en/sandbox/pay/cs_unknown/").status_code == 404


def test_sandbox_page_lets_too_much_come(client, order, bank, begin):
    payment = begin(order)
    client.post(payment.url.removeprefix("http://testserver"), {"wish": "more"})
    bank.deliver()

    payment.refresh_from_db()
    assert (payment.state, payment.left.amount) == (PaymentState.HELD, order.total + 2)
