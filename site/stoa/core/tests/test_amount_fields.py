from decimal import Decimal

import pytest

from stoa.core.amount_fields import AmountField


@pytest.mark.parametrize(
    ("currency", "stored", "shown"),
    [
        ("EUR", Decimal("60.000"), "60.00"),
        ("EUR", Decimal("25.500"), "25.50"),
        ("EUR", Decimal("1.055"), "1.055"),
        ("JPY", Decimal("1250.000"), "1250"),
        ("KWD", Decimal("1.500"), "1.500"),
        ("EUR", Decimal("NaN"), "NaN"),
        ("EUR", None, "None"),
        ("EUR", "1,5", "1,5"),
    ],
)
def test_amounts_are_shown_as_the_currency_writes_them(settings, currency, stored, shown):
    settings.SHOP_CURRENCY = currency

    assert str(AmountField().prepare_value(stored)) == shown
