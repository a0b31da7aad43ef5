"""The shop in the admin, as a shop manager."""

import csv
import io
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.models import Locale

from shop.catalogue.models import ProductCategory
from shop.orders import coupons
from shop.orders.models import Coupon, Redemption, ShippingMethod, TaxRate
from stoa.accounts.models import User
from stoa.core.money import Money

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LISTS = ("shop/coupons/", "shop/coupon-uses/", "shop/shipping/", "shop/taxes/")


@pytest.fixture
def manager(client, home, log_in_as):
    log_in_as("Shop managers")
    return client


def use(coupon, number=1):
    return coupons.redeem(
        coupon_id=coupon.pk,
        order_key=f"order-{number}",
        user=None,
        email=f"buyer{number}@example.org",
        discount=Money(Decimal("2.50"), "EUR"),
        now=NOW,
    )


def get(client, address, **query):
    return client.get(f"/admin/{address}", query)


def listed(client, address, **query):
    return list(get(client, address, **query).context["object_list"])


def rows(answer):
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))


def coupon_form(**fields):
    data = {"code": "spring", "kind": "percent", "value": "10", "minimum": "0", "is_active": "on", "skus": ""}
    return data | fields


def test_menu_and_lists_are_there(manager, make_coupon, make_method):
    use(make_coupon())
    make_method("Post", "BG")

    menu = manager.get("/admin/").text
    answers = [get(manager, address) for address in LISTS]

    assert "Shop" in menu
    assert 'value="10.00"' in get(manager, f"shop/coupons/edit/{Coupon.objects.get().pk}/").text
    assert 'value="5.00"' in get(manager, f"shop/shipping/edit/{ShippingMethod.objects.get().pk}/").text
    assert f"/admin/shop/taxes/edit/{TaxRate.objects.get(country='AT', percent=20).pk}/" in answers[3].text
    assert {answer.status_code for answer in answers} == {200}
    assert all(len(answer.context["object_list"]) for answer in answers)


@pytest.mark.parametrize("address", ["shop/coupons/", "shop/coupon-uses/", "shop/shipping/"])
def test_queries_of_lists_do_not_grow(manager, make_coupon, make_method, address, django_assert_num_queries):
    def fill(start, stop):
        for number in range(start, stop):
            use(make_coupon(f"CODE{number}"), number)
            make_method(f"Post {number}", "BG")

    fill(0, 1)
    get(manager, address)
    with CaptureQueriesContext(connection) as few:
        get(manager, address)
    number = len(few)
    fill(1, 4)
    # A new way of delivery makes everything that is kept in memory be worked out anew.
    get(manager, address)

    with django_assert_num_queries(number):
        assert len(listed(manager, address)) == 4


def test_m07_manager_makes_a_coupon_for_some_goods(manager, make_offer):
    one, other = make_offer("BOOK-1"), make_offer("PRINT-1")

    answer = manager.post("/admin/shop/coupons/new/", coupon_form(skus="book-1, PRINT-1\n"))

    coupon = Coupon.objects.get()
    assert answer.status_code == 302
    assert (coupon.code, coupon.currency) == ("SPRING", "EUR")
    assert set(coupon.offers.all()) == {one, other}
    assert "BOOK-1, PRINT-1" in get(manager, f"shop/coupons/edit/{coupon.pk}/").text


def test_m07_manager_makes_a_coupon_for_a_category_in_every_language(manager, english, site):
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    books = ProductCategory.objects.create(name="Books", slug="books", locale=english)
    books.copy_for_translation(spanish).save()
    key = str(books.translation_key)

    manager.post("/admin/shop/coupons/new/", coupon_form(category_keys=[key]))
    coupon = Coupon.objects.get()
    ProductCategory.objects.all().delete()
    edited = coupon_form(category_keys=[key], note="Still for books")
    answer = manager.post(f"/admin/shop/coupons/edit/{coupon.pk}/", edited)

    assert coupon.terms(offers=()).categories == {key}
    assert answer.status_code == 302
    assert Coupon.objects.get().terms(offers=()).categories == {key}
    assert "A category that is deleted" in get(manager, f"shop/coupons/edit/{coupon.pk}/").text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"skus": "nothing"}, "There are no goods with these numbers: nothing"),
        ({"category_keys": ["books"]}, "Select a valid choice"),
        ({"value": "101"}, "More than 100 per cent"),
        ({"value": "0"}, "It gives nothing"),
        ({"value": ""}, "It gives nothing"),
        ({"limit_total": "0"}, "At least 1"),
        ({"limit_per_customer": "0"}, "At least 1"),
        ({"value": "ten"}, "Enter a number"),
        ({"value": "NaN"}, "Enter a number"),
        ({"value": "1" * 30}, "no more than"),
        ({"code": "<script>"}, "without accents"),
        ({"code": "Welcome10"}, "There is a coupon with this code"),
        ({"limit_total": "-1"}, "greater than or equal to 0"),
        ({"limit_total": str(10**12)}, "less than or equal to"),
    ],
)
def test_m07_form_says_what_is_wrong(manager, make_coupon, fields, message):
    make_coupon()

    answer = manager.post("/admin/shop/coupons/new/", coupon_form(**fields))

    assert answer.status_code == 200
    assert message in answer.text
    assert Coupon.objects.count() == 1


def test_m07_limit_cannot_go_below_the_uses(manager, make_coupon):
    coupon = make_coupon()
    use(coupon, 1)
    use(coupon, 2)

    answer = manager.post(f"/admin/shop/coupons/edit/{coupon.pk}/", coupon_form(limit_total="1"))

    assert "It was used 2 times already" in answer.text


def test_m07_used_coupon_cannot_be_deleted(manager, make_coupon):
    coupon = make_coupon()
    use(coupon)

    answer = manager.post(f"/admin/shop/coupons/delete/{coupon.pk}/", follow=True)

    assert "take it out of use instead" in answer.text
    assert Coupon.objects.filter(pk=coupon.pk).exists()


def test_m07_used_coupon_is_kept_before_anybody_is_asked(manager, make_coupon):
    used, unused = make_coupon("USED"), make_coupon("UNUSED")
    use(used)

    refused = manager.get(f"/admin/shop/coupons/delete/{used.pk}/", follow=True)
    asked = get(manager, f"shop/coupons/delete/{unused.pk}/")

    assert "take it out of use instead" in refused.text
    assert "Are you sure" in asked.text


def test_m07_free_shipping_needs_no_value(manager, make_coupon):
    answer = manager.post("/admin/shop/coupons/new/", coupon_form(value="", free_shipping="on"))

    assert (answer.status_code, Coupon.objects.get().value) == (302, 0)


def test_m07_uses_name_their_orders(manager, make_coupon, make_order):
    coupon, order = make_coupon("FREE", value=0, free_shipping=True), make_order()
    facts = {"user": None, "email": "a@example.org", "discount": Money(Decimal("0"), "EUR"), "now": NOW}
    coupons.redeem(coupon_id=coupon.pk, order_key=str(order.key), **facts)

    coupons.redeem(coupon_id=coupon.pk, order_key="another", **facts)
    by_number = [
        [found.order_key for found in listed(manager, "shop/coupon-uses/", q=words)]
        for words in (order.number, f"{order.number} free", f"{order.number} other")
    ]

    page = get(manager, "shop/coupon-uses/").text
    exported = rows(get(manager, "shop/coupon-uses/", export="csv"))[2]

    assert f'href="/admin/shop/orders/{order.pk}/"' in page
    assert str(order.key) not in page
    assert by_number == [[str(order.key)], [str(order.key)], []]
    assert exported[2:4] == [order.number, "0.00"]
    assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", exported[0])


def test_m07_report_adds_up_uses_that_count(manager, make_coupon):
    coupon = make_coupon(limit_total=5)
    for number in range(3):
        use(coupon, number)
    coupons.give_back(order_key="order-0", now=NOW)

    page = get(manager, "shop/coupons/").text
    exported = rows(get(manager, "shop/coupons/", export="csv"))

    assert "2 of 5" in page
    assert "€5.00" in page
    found = dict(zip(exported[0], exported[1], strict=True))
    assert [found[name] for name in ("Code", "Used", "Given back", "Discounts")] == ["WELCOME10", "2", "1", "5.00"]


def test_m07_uses_are_found_and_exported(manager, make_coupon):
    first, second = make_coupon("AAA"), make_coupon("BBB")
    use(first, 1)
    use(second, 2)
    coupons.give_back(order_key="order-2", now=NOW)

    address = "shop/coupon-uses/"
    assert len(listed(manager, address)) == 2
    assert [one.coupon for one in listed(manager, address, coupon=first.pk)] == [first]
    assert [one.coupon for one in listed(manager, address, counts="false")] == [second]
    assert [one.coupon for one in listed(manager, address, q="buyer2 bbb")] == [second]
    exported = rows(get(manager, address, export="csv"))
    assert len(exported) == 3
    assert not any("@" in cell for row in exported for cell in row)


def test_m07_export_of_coupons_holds_no_formulas(manager, make_coupon):
    make_coupon("=1+1")

    assert rows(get(manager, "shop/coupons/", export="csv"))[1][0] == "'=1+1"


def test_m07_coupons_are_exported_whatever_they_hold(manager, make_coupon):
    make_coupon("AB\x0bC")

    book = load_workbook(io.BytesIO(get(manager, "shop/coupons/", export="xlsx").getvalue()))
    assert book.active["A2"].value == "ABC"


def test_coupons_are_found_by_what_they_are(manager, make_coupon):
    old, new = make_coupon("OLD", is_active=False), make_coupon("NEW", kind="amount", note="For spring")

    assert listed(manager, "shop/coupons/", is_open="true") == [new]
    assert listed(manager, "shop/coupons/", is_open="false") == [old]
    assert listed(manager, "shop/coupons/", kind="amount") == [new]
    assert listed(manager, "shop/coupons/", q="spring") == [new]


def method_form(**fields):
    bands = {"bands-TOTAL_FORMS": "1", "bands-INITIAL_FORMS": "0", "bands-0-from_amount": "0", "bands-0-price": "4.90"}
    texts = {"texts-TOTAL_FORMS": "1", "texts-INITIAL_FORMS": "0", "texts-0-language": "es", "texts-0-name": "Correo"}
    facts = {"name": "Post", "reach": "listed", "countries": ["BG", "ES"], "is_active": "on", "place": "10"}
    return bands | texts | facts | {"tax_class": "standard"} | fields


def test_manager_makes_a_shipping_method(manager):
    answer = manager.post("/admin/shop/shipping/new/", method_form())

    method = ShippingMethod.objects.get()
    assert answer.status_code == 302
    assert method.countries_listed == {"BG", "ES"}
    assert method.price_of(500, Decimal(10)) == Decimal("4.90")
    assert method.text_in("es") == ("Correo", "")


@pytest.mark.parametrize(
    "fields",
    [
        {"countries": []},
        {"countries": ["XX"]},
        {"bands-0-price": "-1"},
        {"bands-TOTAL_FORMS": "0"},
        {"free_from": "-1"},
        {"texts-0-language": "xx"},
    ],
)
def test_impossible_shipping_methods_are_refused(manager, fields):
    answer = manager.post("/admin/shop/shipping/new/", method_form(**fields))

    assert answer.status_code == 200
    assert not ShippingMethod.objects.exists()


def test_manager_changes_a_rate_from_a_day_on(manager):
    rate = TaxRate.objects.get(country="BG", tax_class="standard")
    begins = {"country": "BG", "tax_class": "standard", "percent": "21", "valid_from": "2027-01-01"}

    refused = manager.post("/admin/shop/taxes/new/", begins)
    former = begins | {"percent": "20", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    ended = manager.post(f"/admin/shop/taxes/edit/{rate.pk}/", former)
    made = manager.post("/admin/shop/taxes/new/", begins)

    assert "end that one on the day before" in refused.text
    assert (ended.status_code, made.status_code) == (302, 302)


def test_rates_are_found_by_country_and_day(manager):
    address = "shop/taxes/"

    assert {rate.country.code for rate in listed(manager, address, q="bulgar")} == {"BG"}
    assert {rate.country.code for rate in listed(manager, address, q="es")} >= {"ES"}
    assert len(listed(manager, address, country="BG", day="2026-06-01")) == 2
    assert listed(manager, address, country="BG", day="2025-06-01") == []


@pytest.mark.parametrize(
    "query", [{"coupon": "x"}, {"coupon": str(10**30)}, {"day": "٣"}, {"country": "XX"}, {"p": "-1"}, {"ordering": "x"}]
)
def test_hostile_filters_are_no_errors(manager, query):
    assert {get(manager, address, **query).status_code for address in LISTS} <= {200, 404}


def test_others_do_not_enter(client, home):
    client.force_login(User.objects.create_user("member@example.org", "pw"))

    assert {get(client, address).status_code for address in LISTS} == {302}
    assert not Redemption.objects.exists()
