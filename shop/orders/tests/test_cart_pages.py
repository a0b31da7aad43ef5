"""M04–M07: the cart as visitors and members use it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from shop.catalogue.models import Offer
from shop.orders import cart as carts
from shop.orders.models import Cart, CartLine
from stoa.accounts.models import User

CART, ADD, CHANGE = "/en/cart/", "/en/cart/add/", "/en/cart/change/"
ODD = ["0", "-1", "1.5", "1000", "1000000000", "10^9", "٣", "", " ", "1e2", "0x1", "\u2460", "9" * 5000]


@pytest.fixture
def member(db):
    return User.objects.create_user("mia@example.org", "pw")


@pytest.fixture
def shopper(client, db):
    """A visitor who looks at pages as browsers do, each token asked for."""
    return Client(enforce_csrf_checks=True)


def quantities():
    return list(CartLine.objects.order_by("pk").values_list("quantity", flat=True))


def put(client, offer, quantity=1, **extra):
    return client.post(ADD, {"offer": offer.pk, "quantity": quantity}, **extra)


def test_m04_a_visitor_puts_something_in_changes_and_takes_it_out(client, make_offer):
    offer = make_offer()

    put(client, offer, 2)
    put(client, offer, 1)
    added = quantities()
    client.post(CHANGE, {"offer": offer.pk, "quantity": "7"})
    changed = quantities()
    client.post(reverse("cart_remove"), {"offer": offer.pk})

    assert (added, changed, quantities()) == ([3], [7], [])


def test_m04_emptying_takes_the_coupon_along(client, make_offer, make_coupon):
    make_coupon("TEN")
    put(client, make_offer("A"))
    put(client, make_offer("B"))
    client.post(reverse("cart_coupon"), {"code": "ten"})
    used = Cart.objects.get().coupon_code

    client.post(reverse("cart_clear"))

    assert (used, Cart.objects.get().coupon_code, quantities()) == ("TEN", "", [])


@pytest.mark.parametrize("typed", ODD)
def test_m05_an_odd_quantity_is_said_beside_the_field(client, make_offer, typed):
    offer = make_offer()
    put(client, offer, 4)

    changed = client.post(CHANGE, {"offer": offer.pk, "quantity": typed})
    added = put(client, offer, typed)

    assert (changed.status_code, added.status_code, quantities()) == (200, 200, [4])
    assert changed.text.count("Enter a whole number from 1 to 999.") == 1
    assert added.text.count("Enter a whole number from 1 to 999.") == 1


def test_m05_several_quantities_or_none_change_nothing(client, make_offer):
    offer = make_offer()
    put(client, offer)

    answers = [
        client.post(CHANGE, {"offer": offer.pk} | odd) for odd in ({"quantity": ["1", "2"]}, {"quantity[]": 3}, {})
    ]

    assert ([answer.status_code for answer in answers], quantities()) == ([200] * 3, [1])


@pytest.mark.parametrize("typed", ["999999", "-1", "x", "", "9" * 400, "1 OR 1=1", "٣"])
def test_m05_an_unknown_offer_is_said_and_makes_no_cart(client, db, typed):
    answer = client.post(ADD, {"offer": typed, "quantity": "1"}, follow=True)

    assert answer.status_code == 200
    assert "This is not for sale at the moment." in answer.text
    assert not Cart.objects.exists()


def test_m05_what_is_off_sale_is_not_put_in(client, make_offer):
    put(client, make_offer(is_on_sale=False))

    assert not Cart.objects.exists()


def test_m04_a_price_from_the_browser_is_not_read(client, make_offer):
    client.post(ADD, {"offer": make_offer().pk, "quantity": "1", "price": "0.01", "total": "0.01"})

    assert CartLine.objects.get().price_seen == Decimal(10)
    assert "€10.00" in client.get(CART).text


def test_m05_changes_in_place_bring_contents_number_and_messages(client, make_offer):
    offer = make_offer()

    added = put(client, offer, 2, headers={"HX-Request": "true"})
    changed = client.post(CHANGE, {"offer": offer.pk, "quantity": "5"}, headers={"HX-Request": "true"})

    assert '<span class="cart-link__count">2</span>' in added.text
    assert "It is in your cart." in added.text
    assert '<span class="cart-link__count">5</span>' in changed.text
    assert "<html" not in added.text + changed.text


def test_m05_the_page_is_nobody_elses(client, make_offer):
    put(client, make_offer())

    assert client.get(CART)["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_m05_a_form_without_a_token_is_asked_once_more(shopper, make_offer):
    offer = make_offer(name="Ink")

    asked = put(shopper, offer, 3)
    token = asked.context["csrf_token"]
    before = quantities()
    put(shopper, offer, 3, headers={"X-CSRFToken": str(token)})

    assert (asked.status_code, before, quantities()) == (200, [], [3])
    assert "Ink" in asked.text
    assert 'value="3"' in asked.text


def test_m05_other_changes_need_the_token(shopper, make_offer):
    names = ["cart_change", "cart_remove", "cart_clear", "cart_coupon"]

    assert [shopper.post(reverse(name)).status_code for name in names] == [403] * 4


def test_m05_reading_an_address_of_a_change_changes_nothing(client, make_offer):
    put(client, make_offer())
    names = ["cart_add", "cart_change", "cart_remove", "cart_clear", "cart_coupon"]

    answers = [client.get(reverse(name)) for name in names]

    assert [answer.status_code for answer in answers] == [302] * 5
    assert quantities() == [1]


def test_m04_a_new_price_and_a_sold_out_line_are_said(client, make_offer):
    dear, few, gone, ended = (
        make_offer(sku, stock_of=stock) for sku, stock in (("A", 9), ("B", 9), ("C", 9), ("D", 9))
    )
    for offer in (dear, few, gone, ended):
        put(client, offer, 3)
    Offer.objects.filter(pk=dear.pk).update(price=Decimal(12))
    Offer.objects.filter(pk=few.pk).update(stock=2)
    Offer.objects.filter(pk=gone.pk).update(stock=0)
    Offer.objects.filter(pk=ended.pk).update(is_on_sale=False)

    text = client.get(CART).text

    assert "The price has changed: it was €10.00 when you added it." in text
    assert [text.count(words) for words in ("Only 2 are left.", "This is sold out.", "This is not for sale")] == [1] * 3
    assert "Something in your cart cannot be bought as it is." in text


def test_m06_a_reader_gets_no_session_and_no_cookie(client, db):
    response = client.get(CART)

    assert (response.status_code, dict(client.cookies)) == (200, {})


def test_m06_the_number_of_a_visitor_stands_in_a_cookie_of_its_own(client, make_offer):
    offer = make_offer()
    put(client, offer, 2)
    first = client.cookies["cart_count"].value
    client.post(CHANGE, {"offer": offer.pk, "quantity": "5"})
    second = client.cookies["cart_count"].value
    client.post(reverse("cart_clear"))

    assert (first, second, client.cookies["cart_count"].value) == ("2", "5", "")


def test_m06_the_number_of_a_member_comes_with_the_fragment(client, member, make_offer):
    client.force_login(member)
    empty = client.get("/en/fragments/me/").text
    put(client, make_offer(), 4)

    assert '<span class="cart-link__count"></span>' in empty
    assert '<span class="cart-link__count">4</span>' in client.get("/en/fragments/me/").text
    assert "cart_count" not in client.cookies


def test_m06_public_pages_say_nothing_of_the_cart(client, blog, make_offer):
    put(client, make_offer(), 2)

    response = client.get(blog.url)

    assert '<span class="cart-link__count"></span>' in response.text
    assert not response.cookies


def test_m04_the_cart_comes_along_at_log_in_once(client, member, make_offer, now):
    both, mine, scarce = make_offer("A"), make_offer("B"), make_offer("C", stock_of=3)
    for offer, quantity in ((both, 2), (scarce, 2)):
        put(client, offer, quantity)
    cart = Cart.objects.create(user=member, changed_at=now)
    for offer in (both, mine, scarce):
        CartLine.objects.create(cart=cart, offer=offer, quantity=2, price_seen=10, currency="EUR", added_at=now)

    client.force_login(member)
    client.force_login(member)

    assert list(cart.lines.order_by("offer__sku").values_list("quantity", flat=True)) == [4, 2, 3]
    assert Cart.objects.count() == 1
    assert carts.SESSION_KEY not in client.session


def test_m04_old_carts_of_visitors_are_forgotten(make_offer, member, now):
    old = now - timedelta(days=31)
    theirs = Cart.objects.create(changed_at=old)
    CartLine.objects.create(cart=theirs, offer=make_offer(), quantity=1, price_seen=1, currency="EUR", added_at=old)
    kept = [Cart.objects.create(changed_at=now), Cart.objects.create(changed_at=old, user=member)]

    carts.forget_old()

    assert list(Cart.objects.order_by("pk")) == kept


def test_m07_codes_are_tried_a_few_times_and_always_get_the_same_answer(client, make_offer, make_coupon, settings):
    settings.COUPON_RATE = "3/10m"
    make_coupon("OVER", limit_total=0)
    put(client, make_offer())

    answers = [client.post(reverse("cart_coupon"), {"code": code}) for code in ("OVER", "nosuch", "'; --", "x")]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.text.count("This code cannot be used") for answer in answers] == [1, 1, 1, 0]
    assert "You have tried too many codes" in answers[-1].text


def test_m07_a_coupon_that_fits_no_more_is_said(client, make_offer, make_coupon):
    coupon = make_coupon("TEN")
    put(client, make_offer())
    client.post(reverse("cart_coupon"), {"code": "TEN"})
    assert "€9.00" in client.get(CART).text
    coupon.is_active = False
    coupon.save()

    text = client.get(CART).text

    assert "The coupon you used before is no longer good" in text
    assert "€9.00" not in text


def test_an_empty_cart_leads_to_the_shop(client, shop):
    assert f'href="{shop.url}"' in client.get(reverse("cart")).text


def test_more_than_there_is_is_said_at_once_with_a_way_to_the_cart(client, make_offer):
    offer = make_offer(stock_of=3)
    added = {"offer": offer.pk, "quantity": 50}

    page = client.post(reverse("cart_add"), added, follow=True)
    enough = client.post(
        reverse("cart_add"), {"offer": make_offer("B").pk, "quantity": 1}, headers={"HX-Request": "true"}
    )

    assert [str(message) for message in page.context["messages"]] == ["It is in your cart. Only 3 are left."]
    assert f'It is in your cart. <a href="{CART}">' in enough.text
