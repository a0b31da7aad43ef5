from decimal import Decimal

import pytest

from stoa.core.amounts import AmountFormField


@pytest.mark.parametrize(
    ("currency", "stored", "shown"),
    [
        ("EUR", Decimal("60.000"), "60.00"),
        ("EUR", Decimal("25.500"), "25.50"),
        ("JPY", Decimal("1250.000"), "1250"),
        ("KWD", Decimal("1.500"), "1.500"),
        ("EUR", Decimal("NaN"), "NaN"),
        ("EUR", None, "None"),
        ("EUR", "1,5", "1,5"),
    ],
)
def test_amounts_are_shown_as_the_currency_writes_them(settings, currency, stored, shown):
    settings.SHOP_CURRENCY = currency

    assert str(AmountFormField().prepare_value(stored)) == shown
