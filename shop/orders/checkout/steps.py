"""The steps of the checkout, in order. A step that is not needed for what is in the cart is left out."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.orders import cart as carts
from shop.orders.checkout.forms import AddressForm, ContactForm, DeliveryForm, FetchForm, NoteForm
from shop.orders.checkout.visit import Visit
from shop.orders.models import OrderAddress

#: Of one field, as it is kept between two steps. What is longer is refused by every form.
_KEPT_LENGTH = 2000


class Step:
    """One page. What is entered is kept as it was typed, right or wrong, and checked whenever it is used."""

    name: ClassVar[str]
    label: str | Promise

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    @property
    def template(self) -> str:
        return f"orders/checkout/{self.name}.html"

    @property
    def url(self) -> str:
        return reverse(f"checkout_{self.name}")

    @property
    def is_applicable(self) -> bool:
        return True

    def forms_with(self, data: Mapping[str, Any] | None) -> Sequence[forms.Form]:
        """The forms of the step, bound to `data`; without it as they are shown first."""
        raise NotImplementedError

    @cached_property
    def forms(self) -> Sequence[forms.Form]:
        """As they were entered before."""
        return self.forms_with(self.visit.entered(self.name) or None)

    @property
    def is_complete(self) -> bool:
        return all(form.is_valid() for form in self.forms)

    def typed(self, data: Mapping[str, str]) -> dict[str, str]:
        """What `data` has for the fields of this step."""
        names = [form.add_prefix(name) for form in self.forms_with(None) for name in form.fields]
        return {name: data.get(name, "") for name in names}

    def keep(self, typed: Mapping[str, str]) -> None:
        """Keep what was typed for the next page, and what was typed before into fields that were not shown now."""
        short = {name: text[:_KEPT_LENGTH] for name, text in typed.items()}
        kept = self.visit.entered(self.name) | short
        carts.keep(request=self.visit.request, step=self.name, entered=kept, now=self.visit.now)


class Contact(Step):
    """How to reach the buyer."""

    name, label = "contact", _("Contact")

    def forms_with(self, data: Mapping[str, Any] | None) -> Sequence[forms.Form]:
        visit = self.visit
        asked = {"ships": visit.quote.ships, "may_pick_up": visit.may_pick_up}
        first = ContactForm(initial=self._initial | visit.entered(self.name), **asked)
        # A cart before this one may have been asked less: what is new is chosen now, and no mistake.
        needed = [name for name, field in first.fields.items() if field.required]
        if data is None or any(name not in data for name in needed):
            return [first]
        return [ContactForm(data, **asked)]

    @property
    def _initial(self) -> dict[str, str]:
        user = self.visit.user
        known = {"email": user.email, "name": user.full_name} if user.is_authenticated else {}
        return {"country": settings.SHOP_COUNTRY, **known}


class Address(Step):
    """Where the goods go or who fetches them, and another address for the invoice where one is wanted."""

    name, label = "address", _("Address")

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        if visit.quote.is_pick_up:
            self.label = _("Pick-up")

    @property
    def is_applicable(self) -> bool:
        return self.visit.quote.ships or self.visit.wants_invoice

    def forms_with(self, data: Mapping[str, Any] | None) -> Sequence[AddressForm | FetchForm]:
        wanted: list[AddressForm | FetchForm] = []
        if self.visit.quote.is_pick_up:
            wanted.append(FetchForm(**self._filled(data, "fetched")))
        elif self.visit.quote.ships:
            kind, refusal = OrderAddress.SHIPPING, self.visit.refusal
            wanted.append(AddressForm(**self._filled(data, kind), kind=kind, refusal=refusal))
        if self.visit.wants_invoice:
            kind = OrderAddress.BILLING
            wanted.append(AddressForm(**self._filled(data, kind), kind=kind))
        return wanted

    def _filled(self, data: Mapping[str, Any] | None, prefix: str) -> dict[str, Any]:
        """A form of the step with `data`; with what is known of the buyer if it was not asked for then."""
        if data is not None and f"{prefix}-name" in data:
            return {"data": data}
        initial = {"country": settings.SHOP_COUNTRY} | self.visit.last_address
        return {"initial": initial | ({"name": name} if (name := self.visit.entered("contact").get("name")) else {})}


class Delivery(Step):
    """Which way, where there is a choice."""

    name, label = "delivery", _("Delivery")

    @property
    def is_applicable(self) -> bool:
        return len(self.visit.quote.choices) > 1

    def forms_with(self, data: Mapping[str, Any] | None) -> Sequence[forms.Form]:
        choices = [(str(choice.method_id), choice.name) for choice in self.visit.quote.choices]
        return [DeliveryForm(data, choices=choices)]


class Review(Step):
    """Everything once more; sending it places the order."""

    name, label = carts.LAST_STEP, _("Review")

    def forms_with(self, data: Mapping[str, Any] | None) -> Sequence[forms.Form]:
        return [NoteForm(data)]


STEPS: tuple[type[Step], ...] = (Contact, Address, Delivery, Review)


def steps_of(visit: Visit) -> list[Step]:
    """The steps that this cart needs."""
    return [step for step in (kind(visit) for kind in STEPS) if step.is_applicable]


def first_open(steps: Sequence[Step]) -> Step:
    """The first step that is not complete, else the review."""
    return next((step for step in steps[:-1] if not step.is_complete), steps[-1])
