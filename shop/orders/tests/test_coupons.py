from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from shop.orders import coupons
from shop.orders.exceptions import CouponRefused, TooManyCodes
from shop.orders.models import Coupon, Redemption
from shop.orders.tests.carts import make_line
from stoa.accounts.models import User
from stoa.core import limits
from stoa.core.money import Money

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LINES = (make_line("a", "30.00"),)
FIVE = Money(Decimal(5), "EUR")


@pytest.fixture
def ada(home):
    return User.objects.create_user("ada@example.org", "pw", handle="ada")


def find(code="WELCOME10", *, lines=LINES, user=None, email="", now=NOW):
    return coupons.find(code, lines=lines, user=user, email=email, now=now)


@transaction.atomic
def redeem(coupon, order_key="order-1", *, user=None, email="guest@example.org", now=NOW):
    return coupons.redeem(coupon_id=coupon.pk, order_key=order_key, user=user, email=email, discount=FIVE, now=now)


def used(coupon):
    coupon.refresh_from_db()
    return coupon.used


@pytest.mark.parametrize("code", ["WELCOME10", "welcome10", " Welcome10 "])
def test_m07_code_is_found_however_it_is_written(make_coupon, code):
    coupon = make_coupon("Welcome10", minimum=Decimal(5), free_shipping=True)

    assert find(code) == coupon.terms(offers=())
    assert (coupon.code, coupon.terms(offers=()).coupon_id) == ("WELCOME10", coupon.pk)


@pytest.mark.parametrize(
    "fields",
    [
        {"is_active": False},
        {"starts_at": NOW + HOUR},
        {"ends_at": NOW},
        {"limit_total": 0},
        {"limit_per_customer": 0},
        {"minimum": Decimal("30.01")},
        {"currency": "JPY"},
    ],
)
def test_m07_every_refusal_says_the_same(make_coupon, fields):
    make_coupon(**fields)

    with pytest.raises(CouponRefused) as unknown:
        find("NOSUCHCODE")
    with pytest.raises(CouponRefused) as refused:
        find()

    assert refused.value.message == unknown.value.message


@pytest.mark.parametrize(
    "code", ["", " ", "A", "X" * 41, "X" * 10_000, "ПРОМО10", "%", "WELCOME1_", "a\x00b", "' OR 1=1", "٣٣٣"]
)
def test_m07_what_is_no_code_is_refused_without_asking(make_coupon, code, django_assert_num_queries):
    make_coupon()

    with django_assert_num_queries(0), pytest.raises(CouponRefused):
        find(code)


def test_m07_coupon_for_an_empty_cart_is_refused(make_coupon):
    make_coupon()

    with pytest.raises(CouponRefused):
        find(lines=())


def test_m07_code_is_unique_whatever_its_capitals(make_coupon):
    make_coupon("SPRING")

    with pytest.raises(IntegrityError), transaction.atomic():
        Coupon.objects.bulk_create([Coupon(code="spring", value=Decimal(1))])
    with pytest.raises(ValidationError, match="There is a coupon with this code"):
        Coupon(code="Spring", value=Decimal(1)).full_clean()


def test_m07_order_uses_a_coupon_once(make_coupon):
    coupon = make_coupon()

    first, second = redeem(coupon), redeem(coupon)

    assert first == second
    assert (first.discount, first.currency, first.email) == (Decimal(5), "EUR", "guest@example.org")
    assert used(coupon) == 1


def test_m07_uses_end_with_the_limit(make_coupon):
    coupon = make_coupon(limit_total=2)
    redeem(coupon, "order-1")
    redeem(coupon, "order-2")

    with pytest.raises(CouponRefused):
        redeem(coupon, "order-3")
    with pytest.raises(CouponRefused):
        find()
    assert used(coupon) == 2


def test_m07_one_buyer_has_a_limit_by_account_and_address(make_coupon, ada):
    coupon = make_coupon(limit_per_customer=1)
    redeem(coupon, "order-1", user=ada, email="other@example.org")
    redeem(coupon, "order-2", email="Guest@Example.org")

    for order_key, user, email in [
        ("order-3", ada, "third@example.org"),
        ("order-4", None, " OTHER@example.org"),
        ("order-5", None, "guest@example.org"),
    ]:
        with pytest.raises(CouponRefused):
            redeem(coupon, order_key, user=user, email=email)
        with pytest.raises(CouponRefused):
            find(user=user, email=email)
    assert redeem(coupon, "order-6", email="fourth@example.org").coupon == coupon
    assert used(coupon) == 3


@pytest.mark.parametrize("fields", [{"is_active": False}, {"ends_at": NOW}, {"starts_at": NOW + HOUR}])
def test_m07_is_checked_again_when_the_order_is_placed(make_coupon, fields):
    coupon = make_coupon(**fields)

    with pytest.raises(CouponRefused):
        redeem(coupon)
    assert not Redemption.objects.exists()


def test_m07_deleted_coupon_is_refused(make_coupon):
    coupon = make_coupon()
    key = coupon.pk
    coupon.delete()

    with pytest.raises(CouponRefused):
        coupons.redeem(coupon_id=key, order_key="o", user=None, email="", discount=FIVE, now=NOW)


def test_m07_use_is_given_back_once(make_coupon):
    coupon = make_coupon(limit_total=1, limit_per_customer=1)
    redeem(coupon)

    assert coupons.give_back(order_key="order-1", now=NOW) is True
    assert coupons.give_back(order_key="order-1", now=NOW) is False
    assert coupons.give_back(order_key="never", now=NOW) is False
    assert used(coupon) == 0
    assert redeem(coupon, "order-2").pk
    assert used(coupon) == 1


def test_m07_order_that_gave_back_may_use_again(make_coupon):
    coupon = make_coupon()
    redeem(coupon)
    coupons.give_back(order_key="order-1", now=NOW)

    redeem(coupon)

    assert used(coupon) == 1
    assert Redemption.objects.count() == 2


def test_form_that_was_open_meanwhile_does_not_undo_uses(make_coupon):
    coupon = make_coupon(limit_total=9)
    opened = Coupon.objects.get(pk=coupon.pk)
    redeem(coupon)

    opened.note = "For the spring"
    opened.save()

    assert used(coupon) == 1
    assert coupon.note == "For the spring"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"value": Decimal(0)}, "value"),
        ({"value": Decimal("100.5")}, "value"),
        ({"value": Decimal(-1)}, "value"),
        ({"starts_at": NOW, "ends_at": NOW}, "ends_at"),
        ({"limit_total": 2, "used": 3}, "limit_total"),
        ({"code": "a b"}, "code"),
        ({"minimum": Decimal(-1)}, "minimum"),
    ],
)
def test_form_refuses_impossible_coupons(fields, field):
    with pytest.raises(ValidationError) as refused:
        Coupon(**{"code": "SPRING", "value": Decimal(5)} | fields).full_clean()

    assert field in refused.value.message_dict


@pytest.mark.parametrize(
    "fields",
    [
        {"value": Decimal(101)},
        {"kind": "amount", "value": Decimal(-1)},
        {"minimum": Decimal(-1)},
        {"limit_total": 1, "used": 2},
        {"starts_at": NOW, "ends_at": NOW},
    ],
)
def test_database_refuses_them_too(make_coupon, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_coupon(**fields)


def test_database_refuses_two_uses_by_one_order(make_coupon):
    redemption = redeem(make_coupon())
    redemption.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        redemption.save(force_insert=True)


def test_invariants_name_wrong_counts(make_coupon):
    coupon = make_coupon(limit_total=5)
    redeem(coupon)
    assert coupons.wrong_counts() == []

    Coupon.objects.update(used=2)

    assert coupons.wrong_counts() == [f"Coupon {coupon.pk}: used 2, redemptions 1"]


def request_of(rf, *, address="10.0.0.1", user=None, session=None):
    request = rf.post("/en/cart/", REMOTE_ADDR=address)
    request.user, request.session = user or AnonymousUser(), session or SessionStore()
    return request


def guess(request, code="NOSUCHCODE"):
    try:
        return coupons.enter(request, code, lines=LINES, now=NOW)
    except (CouponRefused, TooManyCodes) as refusal:
        return type(refusal).__name__


def test_m07_guessing_is_limited_by_account_wherever_it_is(rf, ada, make_coupon, settings):
    settings.COUPON_RATE = "2/h"
    coupon = make_coupon()

    found = [guess(request_of(rf, address=f"10.0.0.{number}", user=ada)) for number in range(3)]

    assert found == ["CouponRefused", "CouponRefused", "TooManyCodes"]
    request = request_of(rf, user=ada)
    assert guess(request, coupon.code) == "TooManyCodes"
    assert limits.seconds_to_wait(request) > 0
    assert guess(request_of(rf), coupon.code) == coupon.terms(offers=())


def test_m07_guessing_is_limited_by_session_and_by_address(rf, settings, home):
    settings.COUPON_RATE, settings.COUPON_ADDRESS_RATE = "2/h", "3/h"
    mine = SessionStore()
    mine.create()

    by_session = [guess(request_of(rf, address=f"10.0.0.{number}", session=mine)) for number in range(3)]
    by_address = []
    for _number in range(4):
        new = SessionStore()
        new.create()
        by_address.append(guess(request_of(rf, address="10.0.0.9", session=new)))

    assert by_session == ["CouponRefused", "CouponRefused", "TooManyCodes"]
    assert by_address == ["CouponRefused"] * 3 + ["TooManyCodes"]
