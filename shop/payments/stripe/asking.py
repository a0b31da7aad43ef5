"""What we ask of Stripe for an order: a Checkout Session whose total is the order's, to the cent.

Stripe does not reckon taxes for us: prices with tax are asked as they are, and to prices without tax we add what we
have reckoned as a line. The discount is a coupon of that amount, which Stripe takes off the lines and shows (M12).
The same attempt gives the same parameters, always: that is what its idempotency key promises.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from shop.orders.models import Order, OrderLine
from shop.payments.models import Payment
from shop.payments.stripe import amounts
from stoa.core import sites
from stoa.core.money import Money, format_money

#: Stripe's longest names, and the most lines of a session, less one for the tax.
NAME_LENGTH, COUPON_NAME_LENGTH, SHIPPING_NAME_LENGTH = 250, 40, 100
LINES_AT_MOST = 99
#: Those of ours that Checkout speaks; others leave it to the browser.
LANGUAGES = frozenset(
    "bg cs da de el en es et fi fr hr hu id it ja ko lt lv ms mt nb nl pl pt ro ru sk sl sv th tr vi zh".split()
)

Parameters = dict[str, Any]


def session_of(order: Order, attempt: Payment, lines: Sequence[OrderLine]) -> Parameters:
    """The parameters of the session, https://docs.stripe.com/api/checkout/sessions/create."""
    about = {"order": order.number, "order_key": str(order.key), "payment": str(attempt.key)}
    with translation.override(order.language):
        parameters: Parameters = {
            "mode": "payment",
            "line_items": [*_items(order, lines)],
            "client_reference_id": str(order.key),
            "metadata": about,
            "payment_intent_data": {"metadata": about, "description": _("Order %s") % order.number},
            "locale": order.language if order.language in LANGUAGES else "auto",
            "success_url": _url("payment_done", order),
            "cancel_url": _url("payment_given_up", order),
            # What we have agreed on is what is asked, in our currency.
            "adaptive_pricing": {"enabled": False},
        }
        if note := _tax_note(order):
            parameters["custom_text"] = {"submit": {"message": note}}
    if attempt.expires_at:
        parameters["expires_at"] = int(attempt.expires_at.timestamp())
    if order.email:
        parameters["customer_email"] = order.email
    if order.discount:
        parameters["discounts"] = [{"coupon": coupon_id(attempt)}]
    if order.shipping:
        parameters["shipping_options"] = [{"shipping_rate_data": _shipping(order)}]
    return parameters


def coupon_of(order: Order, attempt: Payment) -> Parameters:
    """The parameters of the coupon that stands for the order's discount."""
    return {
        "id": coupon_id(attempt),
        "amount_off": amounts.to_units(Money(order.discount, order.currency)),
        "currency": order.currency.lower(),
        "duration": "once",
        "name": (order.coupon_code or order.number)[:COUPON_NAME_LENGTH],
        "metadata": {"payment": str(attempt.key)},
    }


def coupon_id(attempt: Payment) -> str:
    return f"stoa-{attempt.key.hex}"


def _items(order: Order, lines: Sequence[OrderLine]) -> Iterator[Parameters]:
    most = LINES_AT_MOST if len(lines) <= LINES_AT_MOST else LINES_AT_MOST - 1
    for line in lines[:most]:
        yield _item(order, line)
    if rest := lines[most:]:
        price = sum((line.price for line in rest), Decimal(0))
        yield _priced(order, _("%s further items") % len(rest), price)
    if order.tax and not order.prices_include_tax:
        yield _priced(order, _("Tax"), order.tax)


def _item(order: Order, line: OrderLine) -> Parameters:
    try:
        return _priced(order, line.full_name, line.unit) | {"quantity": line.quantity}
    except ValueError:
        # Half cents make whole ones together.
        return _priced(order, f"{line.quantity} × {line.full_name}", line.price)


def _priced(order: Order, name: str, price: Decimal) -> Parameters:
    data = {
        "currency": order.currency.lower(),
        "unit_amount": amounts.to_units(Money(price, order.currency)),
        "product_data": {"name": name[:NAME_LENGTH]},
    }
    return {"price_data": data, "quantity": 1}


def _shipping(order: Order) -> Parameters:
    cost = {"amount": amounts.to_units(Money(order.shipping, order.currency)), "currency": order.currency.lower()}
    name = (order.shipping_name or _("Shipping"))[:SHIPPING_NAME_LENGTH]
    return {"type": "fixed_amount", "display_name": name, "fixed_amount": cost}


def _tax_note(order: Order) -> str:
    if not order.tax or not order.prices_include_tax:
        return ""
    return _("The total includes %s of tax.") % format_money(Money(order.tax, order.currency), order.language)


def _url(name: str, order: Order) -> str:
    return sites.absolute(reverse(name, args=[order.key]))
