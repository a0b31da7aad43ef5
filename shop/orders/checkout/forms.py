"""What the checkout asks for. A form is bound to what was entered before as to what is sent: it is always checked."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from shop.orders.checkout.countries import has_postcodes, postcode, state, states
from shop.orders.envelopes import country_name, lines_of
from shop.orders.models import OrderAddress
from shop.orders.visits import PICK_UP
from stoa.accounts.fields import AddressField

_PHONE = re.compile(r"[\d+()/. -]{3,30}\Z")
NOTE_LENGTH = 1000


class LineField(forms.CharField):
    """One line of text in any script: what cannot be seen in it becomes a space."""

    def __init__(self, name: str, *, autocomplete: str, label: Any, required: bool = True) -> None:
        length = getattr(OrderAddress._meta.get_field(name), "max_length", None)
        widget = forms.TextInput(attrs={"autocomplete": autocomplete, "dir": "auto"})
        super().__init__(label=label, required=required, max_length=length, widget=widget)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        return " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text).split())

    def validate(self, value: str) -> None:
        """Names and addresses are in mails: nobody sends strangers there."""
        super().validate(value)
        if "://" in value or "www." in value.casefold():
            raise forms.ValidationError(_("Write no links here."))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Browsers would cut off silently what is too long."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class PhoneField(LineField):
    """A number as people write it; whoever wants none to be known leaves it out."""

    def __init__(self, section: str = "") -> None:
        super().__init__("phone", autocomplete=f"{section} tel".strip(), label=_("Phone"), required=False)
        self.widget.attrs["inputmode"] = "tel"

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if typed and not _PHONE.match(typed):
            raise forms.ValidationError(_("Enter a telephone number, or nothing."))
        return typed


class CountryField(forms.ChoiceField):
    """Every country; which of them we deliver to is said when one is chosen."""

    def __init__(self, *, autocomplete: str) -> None:
        widget = forms.Select(attrs={"autocomplete": autocomplete})
        super().__init__(label=_("Country"), choices=all_countries, widget=widget)


def all_countries() -> list[tuple[str, str]]:
    return [("", "—"), *sorted(((code, country_name(code)) for code in countries.countries), key=_in_alphabet)]


def _in_alphabet(choice: tuple[str, str]) -> str:
    """Å is read as A."""
    return unicodedata.normalize("NFKD", choice[1]).casefold()


class ContactForm(forms.Form):
    """Where the mails go; and of a buyer to whom nothing is sent where they live, and whose name the invoice has."""

    email = AddressField(help_text=_("The confirmation of your order goes there."))
    country = CountryField(autocomplete="country")
    name = LineField("name", label=_("Name"), autocomplete="name", required=False)
    wants_invoice = forms.BooleanField(required=False)

    way = forms.ChoiceField(
        label=_("How do you get it?"),
        choices=[("send", _("We send it to you")), (PICK_UP, _("You fetch it from us"))],
        initial="send",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, ships: bool, may_pick_up: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ships:
            del self.fields["country"], self.fields["name"]
        if not may_pick_up:
            del self.fields["way"]
        is_sent = ships and not may_pick_up
        text = _("The invoice goes to another address") if is_sent else _("Put an address on the invoice")
        self.fields["wants_invoice"].label = text
        self.order_fields(["email", "name", "country", "way"])


#: (field of OrderAddress, label, what browsers call it, is it required) in the order of an envelope.
_LINES: tuple[tuple[str, Any, str, bool], ...] = (
    ("name", _("Name"), "name", True),
    ("company", _("Company"), "organization", False),
    ("street", _("Street and number"), "address-line1", True),
    ("street_more", _("Flat, floor, …"), "address-line2", False),
    ("postcode", _("Postcode"), "postal-code", False),
    ("city", _("Town"), "address-level2", True),
    ("region", _("State or region"), "address-level1", False),
)


class EnvelopeMixin(forms.Form):
    """Before forms whose fields are those of OrderAddress."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What was entered as an envelope has it, the phone last; nothing while it is not valid."""
        if not self.is_valid():
            return ()
        address = OrderAddress(**self.cleaned_data)
        return (*lines_of(address), address.phone) if address.phone else lines_of(address)


class FetchForm(EnvelopeMixin):
    """Who fetches the goods: no address is needed for that."""

    kind = OrderAddress.SHIPPING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "fetched", **kwargs})
        self.fields["name"] = LineField("name", label=_("Name"), autocomplete="name")
        self.fields["phone"] = PhoneField()


class AddressForm(EnvelopeMixin):
    """An address, checked for its country; `kind` is one of OrderAddress.

    `refusal(country)` says why nothing goes there, or "".
    """

    def __init__(
        self, *args: Any, kind: str, refusal: Callable[[str], str] = lambda country: "", **kwargs: Any
    ) -> None:
        kwargs["prefix"] = kind
        super().__init__(*args, **kwargs)
        self.kind, self.refusal = kind, refusal
        for name, label, known_as, is_required in _LINES:
            self.fields[name] = LineField(name, label=label, autocomplete=f"{kind} {known_as}", required=is_required)
        self.fields["phone"] = PhoneField(kind)
        self.fields["country"] = CountryField(autocomplete=f"{kind} country")
        country = self.data.get(self.add_prefix("country")) or self.initial.get("country") or ""
        self.fields["postcode"].required = has_postcodes(country)
        self.fields["region"].required = bool(states(country))
        if kind == OrderAddress.BILLING:
            label = _("VAT number")
            self.fields["vat_number"] = LineField("vat_number", label=label, autocomplete="off", required=False)
        self.order_fields(["name", "company", "vat_number", "country"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        country = found.get("country")
        if not country:
            return found
        if why := self.refusal(country):
            self.add_error("country", why)
        if "postcode" in found:
            self._clean_postcode(found, country)
        if "region" in found:
            self._clean_region(found, country)
        return found

    def _clean_postcode(self, found: dict[str, Any], country: str) -> None:
        try:
            found["postcode"] = postcode(country, found["postcode"])
        except ValueError:
            self.add_error("postcode", _("This is no postcode of %(country)s.") % {"country": country_name(country)})

    def _clean_region(self, found: dict[str, Any], country: str) -> None:
        try:
            found["region"] = state(country, found["region"])
        except ValueError:
            code, name = states(country)[0]
            facts = {"country": country_name(country), "name": name, "code": code}
            self.add_error("region", _("Enter a state of %(country)s, such as %(name)s or %(code)s.") % facts)


class DeliveryForm(forms.Form):
    """Which way of delivery; `choices` are shipping.ShippingChoice."""

    method = forms.ChoiceField(label=_("Delivery"), error_messages={"required": _("Choose one.")})

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["method"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the types
        field.choices = choices


class NoteForm(forms.Form):
    """What the buyer has to say about the order."""

    note = forms.CharField(
        label=_("Note for us"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs.pop("maxlength", None)
