"""The checkout, as tests walk through it."""

from django.urls import reverse

from shop.orders.models import ShippingMethod

ADDRESS = {
    "shipping-name": "Ада Ловлейс 🦉",
    "shipping-street": "ул. Шипка 1",
    "shipping-postcode": "1000",
    "shipping-city": "София",
    "shipping-country": "BG",
}
CONTACT = {"email": "Ada@Example.org"}


def enter(client, step, **data):
    return client.post(reverse(f"checkout_{step}"), data)


def to_review(client, address=ADDRESS):
    enter(client, "contact", **CONTACT)
    enter(client, "address", **address)
    enter(client, "delivery", method=ShippingMethod.objects.get(name="Post").pk)
    return client.get(reverse("checkout_review"))


def agreed(page, **changed):
    """What the form of the review sends."""
    quote, visit = page.context["quote"], page.context["visit"]
    facts = {"checkout_key": str(visit.cart.checkout_key), "cart_stamp": visit.cart_stamp, "currency": "EUR"}
    return facts | {"total": str(quote.breakdown.total), "note": "Ring twice"} | changed
