"""What the cart answers: the whole page, its contents in place, or where the buyer came from."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from shop.catalogue import offers
from shop.catalogue.models import ShopIndexPage
from shop.orders import cart as carts
from shop.orders import cart_count, reading
from shop.orders.exceptions import OfferNotForSale
from shop.orders.quoting import Quote
from shop.orders.visits import buyer_of, quote_for
from stoa.core import access, limits
from stoa.core.fragments import is_in_place
from stoa.core.view_heads import ViewHead

#: Where a change may have been asked for, beside the cart.
CHECKOUT = "checkout"


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What was typed and refused, and the message beside its field."""

    typed: str = ""
    offer_id: int | None = None
    quantity: str = ""
    coupon: str = ""
    is_too_often: bool = False


def show(request: HttpRequest, wrong: Wrong | None = None) -> HttpResponse:
    """The cart, in place for htmx, else the whole page."""
    found = quote_for(request)
    head = ViewHead(request, title=_("Cart"), robots="noindex")
    template = "orders/cart_changed.html" if is_in_place(request) else "orders/cart.html"
    response = render(request, template, {"quote": found, "wrong": wrong, "head": head, "shop": _shop(request, found)})
    cart_count.tell(request, response, found.quantity)
    return limits.refuse(request, response) if wrong and wrong.is_too_often else response


def _shop(request: HttpRequest, found: Quote) -> ShopIndexPage | None:
    """Where an empty cart leads to."""
    if found.items:
        return None
    shops = ShopIndexPage.objects.visible_to(access.viewer(request)).filter(locale__language_code=get_language())
    return shops.order_by("path").first()


def changed(request: HttpRequest) -> HttpResponse:
    """The cart has changed: show it, or go back to the checkout if the change was asked for there."""
    if request.POST.get("back") == CHECKOUT:
        response: HttpResponse = redirect("checkout")
        cart_count.tell(request, response, carts.count(request))
        return response
    if is_in_place(request):
        return show(request)
    response = redirect("cart")
    cart_count.tell(request, response, carts.count(request))
    return response


def say_added(request: HttpRequest, left: int | None) -> None:
    """Whoever wants more than there is hears it at once, the cart says what helps; elsewhere a link leads there."""
    text = _("It is in your cart.")
    if left is not None:
        few = ngettext("Only %(left)s is left.", "Only %(left)s are left.", left) % {"left": left}
        text = f"{text} {few}"
    tell = messages.success if left is None else messages.warning
    if is_in_place(request):
        text = format_html('{} <a href="{}">{}</a>', text, reverse("cart"), _("Go to your cart"))
    tell(request, text)


def added(request: HttpRequest, number: int) -> HttpResponse:
    """There are so many pieces in the cart now: in place only the number in the header and a message change."""
    if is_in_place(request):
        response = render(request, "orders/cart_added.html", {"number": number})
    else:
        response = redirect("cart")
    cart_count.tell(request, response, number)
    return response


def ask_again(request: HttpRequest, error: str = "") -> HttpResponse:
    """A page that is nobody else's, with the same form and its token; what is not for sale is said."""
    now = timezone.now()
    try:
        offer = carts.find_offer(request, reading.offer_id(request))
    except OfferNotForSale:
        messages.error(request, str(OfferNotForSale.message))
        return redirect("cart")
    facts = offers.names([offer], buyer_of(request, None).language)[offer.pk]
    shown = {"offer": offer, "facts": facts, "price": offer.price_at(now), "error": error}
    head = ViewHead(request, title=_("Add to cart"), robots="noindex")
    typed = request.POST.get("quantity", "1")
    return render(request, "orders/add.html", shown | {"quantity": typed, "head": head})
