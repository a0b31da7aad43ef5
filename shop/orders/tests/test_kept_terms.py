"""Rates and ways of delivery are kept in memory: whoever changes one sees it at once."""

from datetime import date
from decimal import Decimal

from shop.orders import shipping, taxes
from shop.orders.models import TaxRate

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
