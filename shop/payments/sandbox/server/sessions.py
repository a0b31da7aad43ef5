"""Checkout Sessions and coupons: made, looked at, over."""

import time
from typing import Any
from urllib.parse import urljoin, urlsplit

from shop.payments.sandbox.server import events
from shop.payments.sandbox.server.books import Books, Thing
from shop.payments.sandbox.server.errors import Refusal

#: Seconds from its making within which a session must end.
SHORTEST, LONGEST = 30 * 60, 24 * 60 * 60
#: In smallest units: less is not worth a charge.
LEAST = 50


def make(books: Books, asked: Thing) -> Thing:
    """https://docs.stripe.com/api/checkout/sessions/create, as far as we use it."""
    _require(asked, "mode", "line_items", "success_url")
    items = [_item(place, item) for place, item in enumerate(asked["line_items"])]
    session = books.make(
        "sessions",
        object="checkout.session",
        mode=asked["mode"],
        status="open",
        payment_status="unpaid",
        payment_intent=None,
        **_sums(books, asked, items),
        client_reference_id=asked.get("client_reference_id"),
        customer_email=asked.get("customer_email"),
        metadata=asked.get("metadata", {}),
        locale=asked.get("locale"),
        success_url=asked["success_url"],
        cancel_url=asked.get("cancel_url"),
        expires_at=_end(asked),
        sandbox={"items": items, "intent": asked.get("payment_intent_data", {}), "shipping": _name(asked)},
    )
    session["url"] = _page(session)
    return session


def _sums(books: Books, asked: Thing, items: list[Thing]) -> Thing:
    """Discounts are taken off the items, never off the shipping."""
    currency = items[0]["currency"]
    if any(item["currency"] != currency for item in items):
        raise Refusal("All line items must have the same currency.", param="line_items")
    subtotal = sum(item["amount_total"] for item in items)
    shipping = sum(_shipping(option, currency) for option in asked.get("shipping_options", [])[:1])
    discount = min(sum(_discount(books, each, currency) for each in asked.get("discounts", [])), subtotal)
    total = subtotal - discount + shipping
    if 0 < total < LEAST:
        raise Refusal("The total is too small.", code="amount_too_small")
    return {
        "currency": currency,
        "amount_subtotal": subtotal,
        "amount_total": total,
        "total_details": {"amount_discount": discount, "amount_shipping": shipping, "amount_tax": 0},
    }


def shown(session: Thing) -> Thing:
    """Without what Stripe would not tell."""
    return {name: value for name, value in session.items() if name != "sandbox"}


def expire(books: Books, name: str) -> Thing:
    session = books.find("sessions", name)
    if session["status"] != "open":
        raise Refusal("Only Checkout Sessions with a status in ['open'] can be expired.")
    session |= {"status": "expired", "url": None}
    events.tell(books, "checkout.session.expired", shown(session), session)
    return session


def expire_due(books: Books) -> bool:
    """End those whose time is over; did anything change?"""
    due = [s for s in books.things["sessions"].values() if s["status"] == "open" and s["expires_at"] <= time.time()]
    for session in due:
        expire(books, session["id"])
    return bool(due)


def make_coupon(books: Books, asked: Thing) -> Thing:
    _require(asked, "amount_off", "currency", "duration")
    if asked.get("id") in books.things["coupons"]:
        raise Refusal("Coupon already exists.", code="resource_already_exists")
    facts: dict[str, Any] = {"id": asked["id"]} if asked.get("id") else {}
    amount = _whole(asked["amount_off"], "amount_off")
    if amount <= 0:
        raise Refusal("amount_off must be positive.", param="amount_off")
    name = asked.get("name", "")
    return books.make("coupons", object="coupon", amount_off=amount, currency=asked["currency"], name=name, **facts)


def _require(asked: Thing, *names: str) -> None:
    for name in names:
        if not asked.get(name):
            raise Refusal(f"Missing required param: {name}.", code="parameter_missing", param=name)


def _item(place: int, item: Thing) -> Thing:
    price, param = item.get("price_data", {}), f"line_items[{place}]"
    name = price.get("product_data", {}).get("name", "")
    if not name or not price.get("currency") or "unit_amount" not in price:
        raise Refusal("A line item needs a name, a currency and a unit_amount.", param=param)
    amount, quantity = _whole(price["unit_amount"], param), _whole(item.get("quantity", "1"), param)
    if amount < 0 or quantity < 1:
        raise Refusal("Invalid non-negative integer.", param=param)
    return {"name": name, "quantity": quantity, "currency": price["currency"], "amount_total": amount * quantity}


def _shipping(option: Thing, currency: str) -> int:
    cost = option.get("shipping_rate_data", {}).get("fixed_amount", {})
    if cost.get("currency") != currency:
        raise Refusal("The shipping rate must have the currency of the session.", param="shipping_options")
    return _whole(cost.get("amount", ""), "shipping_options")


def _discount(books: Books, discount: Thing, currency: str) -> int:
    coupon = books.find("coupons", discount.get("coupon", ""))
    if coupon["currency"] != currency:
        raise Refusal("The coupon must have the currency of the session.", param="discounts")
    return coupon["amount_off"]


def _end(asked: Thing) -> int:
    now = int(time.time())
    end = _whole(asked.get("expires_at", now + LONGEST), "expires_at")
    if not now + SHORTEST <= end <= now + LONGEST:
        raise Refusal("The `expires_at` timestamp must be 30 minutes to 24 hours from now.", param="expires_at")
    return end


def _whole(value: Any, param: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise Refusal(f"Invalid integer: {value}", param=param) from None


def _name(asked: Thing) -> str:
    options = asked.get("shipping_options", [])
    return options[0]["shipping_rate_data"].get("display_name", "") if options else ""


def _page(session: Thing) -> str:
    """Where one pays: a page of the site that asks, in the language to which it comes back."""
    language = urlsplit(session["success_url"]).path.split("/")[1]
    return urljoin(session["success_url"], f"/{language}/sandbox/pay/{session['id']}/")
