"""One request of a checkout: the cart, who buys, what it costs, all read once."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from shop.orders import cart as carts
from shop.orders import shipping
from shop.orders.envelopes import country_name
from shop.orders.models import Cart, OrderAddress
from shop.orders.quoting import Buyer, Quote, Reading, quote
from shop.orders.visits import buyer_of


@dataclass
class Visit:
    """`now` is the moment of the whole request."""

    request: HttpRequest
    now: datetime
    reading: Reading = field(default_factory=Reading)
    quotes: dict[Buyer, Quote] = field(default_factory=dict)

    def again(self) -> Self:
        """After something was entered: only the cart is read anew."""
        return replace(self)

    @cached_property
    def cart(self) -> Cart | None:
        """At first read together with what is in it."""
        if self.reading.lines is None:
            self.reading.lines = carts.lines(self.request)
            if self.reading.lines:
                return self.reading.lines[0].cart
        return carts.find(self.request)

    @property
    def cart_stamp(self) -> str:
        """Another one after each change of the cart, and of what was entered for it."""
        return self.cart.changed_at.isoformat() if self.cart is not None else ""

    @cached_property
    def buyer(self) -> Buyer:
        return buyer_of(self.request, self.cart)

    @cached_property
    def quote(self) -> Quote:
        return self._quote_for(self.buyer)

    def _quote_for(self, buyer: Buyer) -> Quote:
        if buyer not in self.quotes:
            self.quotes[buyer] = quote(cart=self.cart, buyer=buyer, now=self.now, reading=self.reading)
        return self.quotes[buyer]

    @property
    def user(self) -> Any:
        return self.request.user

    def entered(self, step: str) -> dict[str, str]:
        """What was entered in a step before: {name in the form: text}."""
        return dict(self.cart.checkout.get(step, {})) if self.cart is not None else {}

    @property
    def wants_invoice(self) -> bool:
        return bool(self.entered("contact").get("wants_invoice"))

    @cached_property
    def may_pick_up(self) -> bool:
        """Can what is in the cart be fetched?"""
        found = self.quote
        if found.is_pick_up or not found.ships:
            return found.is_pick_up
        return bool(shipping.pick_ups_for(found.weight, found.goods_cost))

    def refusal(self, country: str) -> str:
        """Why what is in the cart cannot be delivered to a country; "" when it can."""
        if not self.quote.ships:
            return ""
        there = self.quote
        if country != self.buyer.country:
            there = self._quote_for(replace(self.buyer, country=country, region=""))
        if there.choices:
            return ""
        served, facts = shipping.countries_served(), {"country": country_name(country)}
        if served is not None and country not in served:
            return _("We do not deliver to %(country)s.") % facts
        return _("We cannot deliver what is in your cart to %(country)s.") % facts

    @cached_property
    def last_address(self) -> dict[str, Any]:
        """Where a member's last order went, to begin with; else their name."""
        if not self.user.is_authenticated:
            return {}
        found = OrderAddress.objects.filter(order__user=self.user, kind=OrderAddress.SHIPPING)
        found = found.exclude(order__is_pick_up=True).order_by("-pk").first()
        if found is None:
            return {"name": self.user.full_name or self.user.display_name}
        names = "name company street street_more postcode city region country phone"
        return {name: getattr(found, name) for name in names.split()}


def visit_of(request: HttpRequest) -> Visit:
    return Visit(request=request, now=timezone.now())
