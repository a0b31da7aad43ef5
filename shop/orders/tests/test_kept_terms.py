"""Rates and ways of delivery are kept in memory: whoever changes one sees it at once, others a second later."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from shop.orders import shipping, taxes
from shop.orders.models import Cart, Order, ShippingBand, ShippingMethod, ShippingText, TaxRate
from shop.orders.tests.checkouts import agreed, to_review
from stoa.core.tests.racing import COMMITTING

DAY = date(2026, 11, 21)


def standard():
    return taxes.rates_for("BG", "", DAY).percents.get("standard")


def prices():
    return [choice.price.amount for choice in shipping.methods_for("BG", 1, Decimal(1))]


def test_rate_that_is_changed_or_deleted_holds_at_once(db, django_assert_num_queries):
    rate = TaxRate.objects.get(country="BG", tax_class="standard")
    before = standard()

    rate.percent = Decimal(22)
    rate.save()
    changed = standard()
    with django_assert_num_queries(0):
        standard()
    rate.delete()

    assert (before, changed, standard()) == (Decimal(20), Decimal(22), None)


def test_way_of_delivery_that_is_changed_or_deleted_counts_at_once(make_method, django_assert_num_queries):
    method = make_method("Post", "BG", [(None, 0, 5)])
    before = prices()

    band = method.bands.get()
    band.price = Decimal(6)
    band.save()
    changed = prices()
    with django_assert_num_queries(0):
        prices()
    method.delete()

    assert (before, changed, prices()) == ([5], [6], [])


def test_name_in_another_language_counts_at_once(make_method):
    method = make_method("Post", "BG")
    before = shipping.methods_for("BG", 1, Decimal(1))[0].name
    method.texts.create(language="en", name="Parcel")
    method.save()

    assert (before, shipping.methods_for("BG", 1, Decimal(1))[0].name) == ("Post", "Parcel")


@COMMITTING
def test_way_of_delivery_that_another_process_deleted_is_chosen_anew(client, make_offer, make_method):
    Cart.objects.all().delete()
    make_method("Post", "BG", [(None, 0, 5)])
    courier = make_method("Courier", "BG", [(None, 0, 9)])
    client.post(reverse("cart_add"), {"offer": make_offer(stock_of=5).pk, "quantity": 1})
    page = to_review(client)
    # Nobody tells this process.
    ShippingMethod.objects.exclude(pk=courier.pk).update(name="Gone")
    for table in (ShippingBand, ShippingText, ShippingMethod):
        rows = table.objects.filter(name="Gone") if table is ShippingMethod else table.objects.exclude(method=courier)
        rows._raw_delete(rows.db)

    answer = client.post(reverse("checkout_review"), agreed(page))

    assert (Order.objects.count(), answer.status_code) == (0, 200)
    assert answer.context["quote"].choice.name == "Courier"
