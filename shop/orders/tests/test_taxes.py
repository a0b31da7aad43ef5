from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django_countries.fields import Country

from shop.orders import taxes
from shop.orders.models import TaxRate
from shop.orders.pricing import TaxRates
from stoa.accounts.models import User
from stoa.core.tests.racing import COMMITTING, race

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)
EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()


def make_rate(**fields):
    defaults = {"country": "NO", "tax_class": "standard", "percent": Decimal(25), "valid_from": date(2020, 1, 1)}
    return TaxRate(**defaults | fields)


def standard(country, region="", on=DAY):
    return taxes.rates_for(country, region, on).percents.get("standard")


def test_every_state_of_the_union_has_its_standard_rate():
    found = {country: standard(country) for country in EU}

    assert len(found) == 27
    assert min(found.values()) == Decimal(17)
    assert max(found.values()) == Decimal(27)
    assert (found["BG"], found["ES"], found["FI"]) == (Decimal(20), Decimal(21), Decimal("25.5"))


def test_rates_come_by_class():
    assert taxes.rates_for("ES", "", DAY) == TaxRates(
        {"standard": Decimal(21), "reduced": Decimal(10), "super-reduced": Decimal(4), "zero": Decimal(0)}
    )
    assert taxes.rates_for(Country("BG"), "", DAY).percent("reduced") == Decimal(9)


def test_region_goes_before_its_country(django_assert_num_queries):
    with django_assert_num_queries(1):
        islands = taxes.rates_for("ES", "TF", DAY)

    assert {islands.percent(name) for name in ("standard", "reduced", "super-reduced")} == {Decimal(0)}
    assert standard("PT", "20") == standard("PT", "pt-20") == Decimal(16)
    assert standard("ES", "M") == Decimal(21)


def test_country_without_rates_is_not_taxed():
    assert taxes.rates_for("JP", "", DAY) == TaxRates({})
    assert taxes.rates_for("", "", DAY) == taxes.rates_for("XX", "' OR 1", DAY) == TaxRates({})


def test_rates_hold_from_their_first_day_to_their_last():
    make_rate(percent=Decimal(24), valid_to=date(2025, 12, 31)).save()
    make_rate(percent=Decimal(25), valid_from=date(2026, 1, 1)).save()

    days = [date(2019, 12, 31), date(2020, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]

    assert [standard("NO", on=day) for day in days] == [None, Decimal(24), Decimal(24), Decimal(25)]


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "is_free"),
    [
        ("2019-01-01", "2019-12-31", True),
        ("2019-01-01", "2020-01-01", False),
        ("2019-01-01", None, False),
        ("2020-06-01", "2020-07-01", False),
        ("2020-12-31", None, False),
        ("2021-01-01", None, True),
    ],
)
def test_rates_of_one_class_do_not_overlap(valid_from, valid_to, is_free):
    make_rate(valid_to=date(2020, 12, 31)).save()
    rate = make_rate(
        valid_from=date.fromisoformat(valid_from), valid_to=date.fromisoformat(valid_to) if valid_to else None
    )

    if is_free:
        rate.full_clean()
    else:
        with pytest.raises(ValidationError, match="At the same time there is “NO standard 25 %”"):
            rate.full_clean()


def test_other_class_region_and_the_rate_itself_do_not_overlap():
    rate = make_rate()
    rate.save()

    rate.full_clean()
    make_rate(tax_class="reduced").full_clean()
    make_rate(region="03").full_clean()


@pytest.mark.parametrize(
    ("fields", "is_free"),
    [
        ({"valid_from": date(2021, 1, 1)}, False),
        ({"valid_from": date(2019, 1, 1), "valid_to": date(2020, 1, 1)}, False),
        ({"valid_from": date(2019, 1, 1), "valid_to": date(2019, 12, 31)}, True),
        ({"valid_from": date(2021, 1, 1), "tax_class": "reduced"}, True),
        ({"valid_from": date(2021, 1, 1), "region": "03"}, True),
        ({"valid_from": date(2021, 1, 1), "country": "JP"}, True),
    ],
)
def test_database_refuses_two_rates_at_once(fields, is_free):
    make_rate().save()
    other = make_rate(**fields)

    if is_free:
        other.save()
        other.valid_from = date(2018, 1, 1)
        other.save()
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            other.save()


def test_database_refuses_a_change_that_makes_two_at_once():
    make_rate(valid_to=date(2020, 12, 31)).save()
    later = make_rate(valid_from=date(2021, 1, 1))
    later.save()

    later.valid_from = date(2020, 12, 31)
    with pytest.raises(IntegrityError), transaction.atomic():
        later.save()


@COMMITTING
def test_of_many_who_save_a_rate_at_once_one_does_and_the_others_are_told(tmp_path):
    boss = User.objects.create_superuser("boss@example.org", "pw")

    answers = race(
        "shop.orders.tests.buyers:save_rate", [f"{boss.pk} 20{year}-01-01" for year in range(30, 38)], tmp_path
    )

    assert Counter(answers) == {"saved": 1, "told": 7}
    assert TaxRate.objects.filter(country="NO").count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"percent": Decimal(-1)},
        {"percent": Decimal("100.1")},
        {"valid_to": date(2019, 1, 1)},
        {"country": "BG", "valid_from": date(2026, 1, 1)},
    ],
)
def test_database_refuses_impossible_rates(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_rate(**fields).save()


@pytest.mark.parametrize("fields", [{"region": "t f"}, {"region": "tf"}, {"valid_to": date(2019, 1, 1)}])
def test_form_refuses_them_first(fields):
    with pytest.raises(ValidationError):
        make_rate(**fields).full_clean()
