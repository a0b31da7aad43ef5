"""M09, M23–M25: from the cart to the order, step by step."""

from decimal import Decimal

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from shop.catalogue.models import Offer
from shop.orders.models import Cart, CartLine, Coupon, Order, OrderAddress, State
from shop.orders.tests.checkouts import ADDRESS, CONTACT, agreed, enter, to_review
from stoa.accounts.models import User


def test_m09_a_guest_orders_step_by_step(client, goods):
    began = client.get(reverse("checkout"))
    contact = enter(client, "contact", **CONTACT)
    address = enter(client, "address", **ADDRESS)
    page = to_review(client)
    placed = client.post(reverse("checkout_review"), agreed(page))

    order = Order.objects.get()
    assert [answer["Location"] for answer in (began, contact, address)] == [
        reverse("checkout_contact"),
        reverse("checkout_address"),
        reverse("checkout_delivery"),
    ]
    assert placed["Location"] == reverse("checkout_placed", args=[order.key])
    assert (order.email, order.note, order.total, order.shipping_name) == (
        "ada@example.org",
        "Ring twice",
        Decimal(25),
        "Post",
    )
    shipped_to = order.addresses.get(kind=OrderAddress.SHIPPING)
    assert (shipped_to.name, shipped_to.city, shipped_to.country) == ("Ада Ловлейс 🦉", "София", "BG")
    assert order.number in client.get(placed["Location"]).text
    assert client.cookies["cart_count"].value == ""


def test_m09_only_who_placed_an_order_is_thanked(client, goods, django_user_model):
    page = to_review(client)
    address = client.post(reverse("checkout_review"), agreed(page))["Location"]
    other = client.__class__()

    assert (client.get(address).status_code, other.get(address).status_code) == (200, 404)


def test_m09_a_member_finds_what_is_known(client, goods):
    user = User.objects.create_user("mia@example.org", "pw", full_name="Mia Muster")
    client.force_login(user)

    contact, _entered = client.get(reverse("checkout_contact")), enter(client, "contact", **CONTACT)
    address = client.get(reverse("checkout_address"))
    client.post(reverse("checkout_review"), agreed(to_review(client)))
    client.post(reverse("cart_add"), {"offer": goods.pk, "quantity": 1})
    Cart.objects.update(checkout={"contact": CONTACT})

    assert 'value="mia@example.org"' in contact.text
    assert 'value="Mia Muster"' in address.text
    assert 'value="ул. Шипка 1"' in client.get(reverse("checkout_address")).text
    assert Order.objects.get().user == user


def test_m09_no_step_is_left_out(client, goods):
    early = [client.get(reverse(f"checkout_{name}")) for name in ("address", "delivery", "review")]

    assert [answer["Location"] for answer in early] == [reverse("checkout")] * 3
    assert Order.objects.count() == 0


def test_m09_back_and_forth_loses_nothing(client, goods):
    enter(client, "contact", **CONTACT)

    back = enter(client, "address", **{"shipping-name": "Ada", "shipping-postcode": "wrong", "back": "yes"})
    again = client.get(reverse("checkout_address"))

    assert back["Location"] == reverse("checkout_contact")
    assert ('value="Ada"' in again.text, 'value="wrong"' in again.text) == (True, True)
    assert 'value="Ada@Example.org"' in client.get(reverse("checkout_contact")).text


def test_m09_a_second_click_and_a_second_tab_get_the_same_order(client, goods):
    sent = agreed(to_review(client))

    answers = [client.post(reverse("checkout_review"), sent) for _ in range(3)]

    assert len({answer["Location"] for answer in answers}) == 1
    assert Order.objects.count() == 1
    assert Offer.objects.get().stock == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"total": "0.01"},
        {"total": "NaN"},
        {"total": "sNaN"},
        {"total": "1e999"},
        {"total": ""},
        {"total": "9" * 5000},
        {"currency": "JPY"},
        {"checkout_key": "x"},
        {"checkout_key": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_m09_another_total_or_key_places_nothing(client, goods, changed):
    page = to_review(client)

    answer = client.post(reverse("checkout_review"), agreed(page, **changed))

    assert (answer.status_code, Order.objects.count()) == (200, 0)
    assert "Something has changed since you looked" in answer.text
    assert ">Ring twice</textarea>" in answer.text.replace("\r\n", "").replace("\n", "")


def test_m09_what_another_tab_put_in_at_the_same_price_is_looked_at_first(client, goods, make_offer):
    page = to_review(client)
    other = make_offer("B-1", price=goods.price)
    client.post(reverse("cart_add"), {"offer": other.pk, "quantity": CartLine.objects.get().quantity})
    client.post(reverse("cart_remove"), {"offer": goods.pk})

    refused = client.post(reverse("checkout_review"), agreed(page))
    orders = Order.objects.count()
    client.post(reverse("checkout_review"), agreed(refused))

    assert (refused.context["quote"].total, orders) == (page.context["quote"].total, 0)
    assert "Something has changed since you looked" in refused.text
    assert Order.objects.get().lines.get().offer == other


def test_m09_another_address_from_another_tab_is_looked_at_first(client, goods):
    page = to_review(client)
    enter(client, "address", **ADDRESS | {"shipping-city": "Пловдив", "shipping-postcode": "4000"})

    refused = client.post(reverse("checkout_review"), agreed(page))

    assert "4000 Пловдив" in refused.text
    assert Order.objects.count() == 0


def test_m24_sold_out_meanwhile_names_the_line_and_helps(client, goods):
    page = to_review(client)
    Offer.objects.update(stock=1)

    refused = client.post(reverse("checkout_review"), agreed(page))
    mended = client.post(reverse("cart_change"), {"offer": goods.pk, "quantity": "1", "back": "checkout"}, follow=True)
    client.post(reverse("checkout_review"), agreed(mended))

    assert "Not everything in your cart can be had any more." in refused.text
    assert "Only 1 is left." in refused.text
    assert mended.redirect_chain[-1][0] == reverse("checkout_review")
    assert Order.objects.get().lines.get().quantity == 1


def test_m07_a_coupon_used_up_meanwhile_is_said(client, goods, make_coupon):
    coupon = make_coupon("TEN", limit_total=1)
    client.post(reverse("cart_coupon"), {"code": "TEN"})
    page = to_review(client)
    type(coupon).objects.update(used=1)

    refused = client.post(reverse("checkout_review"), agreed(page))
    mended = client.post(reverse("cart_coupon"), {"code": "", "back": "checkout"}, follow=True)
    client.post(reverse("checkout_review"), agreed(mended))

    assert "This code cannot be used" in refused.text
    assert "Order without it" in refused.text
    assert Order.objects.get().discount == 0


def test_m09_a_price_that_changed_is_shown_before_anybody_pays_it(client, goods):
    page = to_review(client)
    Offer.objects.update(price=Decimal(11))

    refused = client.post(reverse("checkout_review"), agreed(page))
    client.post(reverse("checkout_review"), agreed(refused))

    assert "Something has changed since you looked" in refused.text
    assert "ул. Шипка 1<br>1000 София<br>Bulgaria</address>" in refused.text
    assert Order.objects.get().total == Decimal(27)


def test_m09_what_costs_nothing_is_paid_when_it_is_placed(
    client, goods, make_coupon, django_capture_on_commit_callbacks
):
    make_coupon("FREE", value=Decimal(100), free_shipping=True, limit_total=1)
    Cart.objects.update(coupon_code="FREE")
    page = to_review(client)

    with django_capture_on_commit_callbacks(execute=True):
        placed = client.post(reverse("checkout_review"), agreed(page))

    order = Order.objects.get()
    assert (order.total, order.state, list(order.mails.values_list("name", flat=True))) == (0, State.PAID, ["paid"])
    assert list(order.events.values_list("state", flat=True).order_by("pk")) == [State.WAITING, State.PAID]
    assert [sent.subject for sent in mail.outbox] == [f"Your order {order.number} is paid"]
    assert "waits for your payment" not in client.get(placed["Location"]).text
    assert "There is nothing to pay" in mail.outbox[0].body
    call_command("check_invariants")


def test_m09_an_empty_cart_leads_back(client, goods):
    CartLine.objects.all().delete()
    paths = [reverse(f"checkout_{name}") for name in ("contact", "address", "delivery", "review")]

    answers = [client.get(path) for path in [reverse("checkout"), *paths]]

    assert {answer["Location"] for answer in answers} == {reverse("cart")}


def test_m09_too_many_orders_from_one_address_wait(client, goods, settings):
    settings.ORDER_RATE = "1/10m"
    page = to_review(client)
    wrong = agreed(page, total="1")

    answers = [client.post(reverse("checkout_review"), wrong) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]


def test_m09_who_was_told_to_wait_sends_the_same_order_again(client, goods, settings):
    settings.ORDER_RATE = "0/10m"
    sent = agreed(to_review(client))

    told_to_wait = client.post(reverse("checkout_review"), sent)
    kept = client.get(reverse("checkout_review")).text
    settings.ORDER_RATE = "1/10m"
    placed = client.post(reverse("checkout_review"), sent)

    assert (told_to_wait.status_code, "Ring twice" in kept, placed.status_code) == (429, True, 302)
    assert Order.objects.get().note == "Ring twice"


def test_m09_guests_order_with_one_address_only_so_often(client, goods, settings, make_member):
    settings.GUEST_ORDER_RATE = "1/h"
    review = reverse("checkout_review")

    refused = [client.post(review, agreed(to_review(client), total="1")).status_code for _ in range(3)]
    placed = client.post(review, agreed(to_review(client))).status_code
    more = []
    for member in (None, make_member("mia")):
        if member:
            client.force_login(member)
        client.post(reverse("cart_add"), {"offer": goods.pk, "quantity": 1})
        more.append(client.post(review, agreed(to_review(client))).status_code)

    assert (refused, placed, more) == ([200] * 3, 302, [429, 302])
    assert Order.objects.count() == 2


def test_m07_addresses_are_not_tried_on_a_coupon_for_ever(client, goods, make_coupon, settings):
    settings.COUPON_RATE = "2/10m"
    make_coupon("TEN")
    without = [enter(client, "contact", email=f"{number}@example.org").status_code for number in range(4)]
    client.post(reverse("cart_coupon"), {"code": "ten"})

    answers = [enter(client, "contact", email=f"{number}@example.org").status_code for number in range(2)]

    assert (without, answers) == ([302] * 4, [302, 429])


def test_m09_every_page_is_private(client, goods):
    pages = [client.get(reverse("checkout_contact")), to_review(client)]

    assert {page["Cache-Control"] for page in pages} == {"max-age=0, no-cache, no-store, must-revalidate, private"}


def test_m20_the_key_of_anothers_order_opens_nothing(client, goods, make_offer):
    client.post(reverse("checkout_review"), agreed(to_review(client)))
    theirs = Order.objects.get()
    stranger = Client()
    stranger.post(reverse("cart_add"), {"offer": make_offer("B-1", ships=False).pk, "quantity": 1})

    stranger.post(reverse("checkout_review"), {"checkout_key": str(theirs.key), "total": "0", "currency": "EUR"})

    assert stranger.get(reverse("checkout_placed", args=[theirs.key])).status_code == 404
    assert stranger.get(reverse("order", args=[theirs.key])).status_code == 404


def test_m07_coupon_for_a_category_counts_from_the_cart_to_the_order(
    client, make_product, make_category, make_coupon, make_method
):
    make_method("Post", "BG,ES", [(None, 0, 0)])
    paper = make_category("Paper")
    make_product("Notebook", categories=[make_category("Notebooks", parent=paper)])
    make_product("Pen")
    make_coupon("TEN", category_keys=[str(paper.translation_key)])
    for offer in Offer.objects.order_by("pk"):
        client.post(reverse("cart_add"), {"offer": offer.pk, "quantity": 1})

    client.post(reverse("cart_coupon"), {"code": "ten"})
    enter(client, "review", **agreed(to_review(client)))

    order = Order.objects.get()
    assert list(order.lines.order_by("position").values_list("name", "discount")) == [("Notebook", 1), ("Pen", 0)]
    assert (order.coupon_code, Coupon.objects.get().used) == ("TEN", 1)
