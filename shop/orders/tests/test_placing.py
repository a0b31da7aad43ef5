"""From a cart to an order that is paid, given up, or whose time is over."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from shop.catalogue import stock
from shop.catalogue.exceptions import OutOfStock
from shop.orders import fulfilment, placing, settling
from shop.orders.contents import contents_of
from shop.orders.exceptions import CartChanged, CouponRefused, TransitionRefused
from shop.orders.models import Cart, CartLine, Order, OrderEvent, OrderMail, State, TaxRate
from shop.orders.quoting import Buyer, Reading, quote
from stoa.core.money import Money
from stoa.core.templatetags.stoa_tags import rate

BUYER = Buyer(language="en", user=AnonymousUser(), email="buyer@example.com", country="BG")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def make_cart(make_offer, now):
    """make_cart(stock_of=3, quantity=2): a visitor's cart with one offer that is not shipped."""

    def make(*, quantity=1, **offer):
        cart = Cart.objects.create(changed_at=now)
        sold = make_offer(**({"ships": False, "kind": "download"} | offer))
        CartLine.objects.create(
            cart=cart, offer=sold, quantity=quantity, price_seen=sold.price, currency="EUR", added_at=now
        )
        return cart

    return make


@pytest.fixture
def place(now):
    def do(cart, reading=None, **changed):
        found = quote(cart=cart, buyer=BUYER, now=now)
        facts = {"checkout_key": cart.checkout_key, "buyer": BUYER, "total": found.total} | changed
        return placing.place(cart=cart, purchase=placing.Purchase(**facts), now=now, reading=reading)

    return do


def test_m08_rate_of_three_decimals_is_kept(make_cart, place):
    TaxRate.objects.filter(country="BG", tax_class="standard").update(percent=Decimal("8.875"))

    order = place(make_cart(stock_of=3, quantity=2))

    assert order.lines.get().percent == Decimal("8.875")
    assert [rate(tax.percent) for tax in contents_of(order).taxes] == ["8.875"]


def test_m09_placing_copies_the_lines_and_empties_the_cart(make_cart, place):
    cart = make_cart(stock_of=3, quantity=2)

    order = place(cart)

    line = order.lines.get()
    assert (order.state, order.total, line.quantity, line.unit) == (State.WAITING, Decimal(20), 2, Decimal(10))
    assert line.offer.stock == 1
    assert cart.lines.count() == 0
    assert list(order.events.values_list("name", "state")) == [("placed", State.WAITING)]
    assert list(order.mails.values_list("name", flat=True)) == ["placed"]


def test_m09_a_second_click_gets_the_first_order(make_cart, place):
    cart = make_cart()

    first, second = place(cart), place(cart)

    assert (first, Order.objects.count()) == (second, 1)


def test_m09_another_total_than_agreed_places_nothing(make_cart, place):
    cart = make_cart(stock_of=3)

    with pytest.raises(CartChanged):
        place(cart, total=Money(Decimal(1), "EUR"))

    assert (Order.objects.count(), cart.lines.get().offer.stock) == (0, 3)


def test_m09_what_another_tab_put_in_meanwhile_is_not_lost(make_cart, make_offer, place, now):
    cart = make_cart(stock_of=3)
    reading = Reading()
    reading.lines_of(cart)
    # Free, so that the total is still the one that was seen.
    gift = make_offer("B-1", price=Decimal(0), ships=False)
    CartLine.objects.create(cart=cart, offer=gift, quantity=1, price_seen=0, currency="EUR", added_at=now)
    Cart.objects.filter(pk=cart.pk).update(changed_at=now + timedelta(seconds=1))

    with pytest.raises(CartChanged):
        place(cart, reading=reading)

    assert (Order.objects.count(), cart.lines.count()) == (0, 2)


def test_m24_too_few_left_says_which_and_places_nothing(make_cart, place):
    cart = make_cart(stock_of=1, quantity=2)

    with pytest.raises(OutOfStock) as refused:
        place(cart)

    assert refused.value.lines == [(cart.lines.get().offer_id, 2, 1)]
    assert Order.objects.count() == 0


def test_m24_time_over_gives_stock_and_coupon_back(make_cart, make_coupon, place, now):
    coupon = make_coupon("TEN", limit_total=1)
    cart = make_cart(stock_of=1)
    Cart.objects.filter(pk=cart.pk).update(coupon_code="TEN")
    cart.refresh_from_db()
    order = place(cart)
    coupon.refresh_from_db()
    used, total = coupon.used, order.total

    settling.expire(order_id=order.pk, now=order.expires_at + timedelta(seconds=1))

    coupon.refresh_from_db()
    order.refresh_from_db()
    assert (used, total) == (1, Decimal(9))
    assert (coupon.used, order.state, order.lines.get().offer.stock) == (0, State.EXPIRED, 1)


def test_a_payment_counts_once(make_cart, place, now):
    order = place(make_cart(stock_of=1))

    answers = [settling.mark_paid(order_id=order.pk, now=now) for _ in range(2)]

    order.refresh_from_db()
    assert answers == [True, False]
    assert (order.state, order.paid_at) == (State.COMPLETED, now)
    assert list(OrderEvent.objects.filter(order=order, name="state").values_list("state", flat=True)) == [
        State.PAID,
        State.COMPLETED,
    ]
    assert OrderMail.objects.filter(order=order, name="paid").count() == 1


def test_a_late_payment_takes_what_is_left_or_nothing(make_cart, place, now):
    cart = make_cart(stock_of=1)
    offer = cart.lines.get().offer
    late = place(cart)
    settling.expire(order_id=late.pk, now=late.expires_at)
    stock.reserve(quantities={offer.pk: 1}, owner_key="somebody", until=now + timedelta(hours=1), now=now)

    with pytest.raises(OutOfStock):
        settling.mark_paid(order_id=late.pk, now=now)
    stock.release(owner_key="somebody", now=now)
    settling.mark_paid(order_id=late.pk, now=now)

    late.refresh_from_db()
    assert late.is_settled


def test_a_paid_order_is_not_cancelled(make_cart, place, now):
    order = place(make_cart())
    settling.mark_paid(order_id=order.pk, now=now)

    with pytest.raises(TransitionRefused):
        settling.cancel(order_id=order.pk, now=now)


def test_every_kind_of_offer_has_a_handler():
    assert fulfilment.check_handlers(None) == []


def test_m09_the_key_of_anothers_order_gets_nobody_that_order(make_cart, make_offer, place, now):
    theirs = place(make_cart())
    mine = Cart.objects.create(changed_at=now)
    CartLine.objects.create(
        cart=mine, offer=make_offer("B-1"), quantity=1, price_seen=Decimal(10), currency="EUR", added_at=now
    )

    with pytest.raises(CartChanged):
        place(mine, checkout_key=theirs.key)


def test_m24_a_payment_sells_again_what_only_partly_is_held_still(make_cart, make_offer, place, now):
    cart = make_cart(stock_of=1)
    other = make_offer("B-1", stock_of=1, ships=False, kind="download")
    CartLine.objects.create(cart=cart, offer=other, quantity=1, price_seen=other.price, currency="EUR", added_at=now)
    order = place(cart)
    after = order.expires_at + timedelta(seconds=1)
    # A buyer of one of the two ends what is held of that one.
    stock.reserve(quantities={other.pk: 1}, owner_key="quick", until=after + timedelta(hours=1), now=after)

    with pytest.raises(OutOfStock):
        settling.mark_paid(order_id=order.pk, now=after)

    order.refresh_from_db()
    assert order.state == State.WAITING


def test_m07_a_late_payment_uses_its_coupon_again_or_is_refused(make_cart, make_coupon, place, now):
    coupon = make_coupon("TEN", limit_total=1)
    orders = []
    for number in range(2):
        cart = make_cart(sku=f"A-{number}")
        Cart.objects.filter(pk=cart.pk).update(coupon_code="TEN")
        cart.refresh_from_db()
        orders.append(place(cart))
        settling.expire(order_id=orders[-1].pk, now=orders[-1].expires_at)

    settling.mark_paid(order_id=orders[0].pk, now=now)
    with pytest.raises(CouponRefused):
        settling.mark_paid(order_id=orders[1].pk, now=now)

    coupon.refresh_from_db()
    assert (coupon.used, Order.objects.get(pk=orders[1].pk).state) == (1, State.EXPIRED)


def test_orders_are_counted_by_the_year_of_the_shop(db, settings):
    settings.TIME_ZONE = "Europe/Sofia"
    eve = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)

    assert placing._number(eve).startswith("27-")


def test_m24_every_sum_of_cents_can_be_stored(db):
    """SQLite reckons in binary fractions, and would refuse a tenth of them."""
    now = timezone.now()
    orders = [
        Order(
            number=f"{cents}-{off}",
            language="en",
            currency="EUR",
            prices_include_tax=True,
            subtotal=Decimal(cents) / 100,
            discount=Decimal(off) / 100,
            shipping=Decimal("3.50"),
            tax=0,
            shipping_tax=0,
            total=Decimal(cents - off + 350) / 100,
            placed_at=now,
            expires_at=now,
        )
        for cents in range(1000, 3000, 7)
        for off in (0, cents // 10, 333)
    ]

    Order.objects.bulk_create(orders)

    assert Order.objects.count() == len(orders)
