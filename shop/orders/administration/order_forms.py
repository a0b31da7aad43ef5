"""The forms on the page of an order in the admin, and what would follow from each."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.orders import sending
from shop.orders.models import Order, OrderLine
from shop.orders.states import REASON_LENGTH
from stoa.core.money import shown_money


class ReasonForm(forms.Form):
    """Why it is done; kept in the history."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=REASON_LENGTH, required=False)


class PaidForm(ReasonForm):
    """Nothing else tells later where the money is."""

    reason = forms.CharField(
        label=gettext_lazy("How the money came"),
        help_text=gettext_lazy("Reference and day of the transfer, or that it was paid in the shop."),
        max_length=REASON_LENGTH,
    )


class NoteForm(ReasonForm):
    """A note that says something."""

    reason = forms.CharField(max_length=REASON_LENGTH, error_messages={"required": gettext_lazy("Write something.")})


class ShipForm(forms.Form):
    """What is in the parcel, line by line, and how it goes. `parcels` is how many there were before."""

    parcels = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    carrier = forms.CharField(label=gettext_lazy("Carrier"), max_length=100, required=False)
    tracking_number = forms.CharField(label=gettext_lazy("Tracking number"), max_length=100, required=False)
    tracking_url = forms.URLField(
        label=gettext_lazy("Tracking link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Enter a whole web address, like https://carrier.example/123.")},
    )

    def __init__(self, *args: Any, lines: Iterable[OrderLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names: dict[str, int] = {}
        for line in lines:
            if most := sending.left(line):
                self.names[f"line-{line.pk}"] = line.pk
                self.fields[f"line-{line.pk}"] = _quantity(line, most)

    @property
    def quantity_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.names]

    @property
    def quantities(self) -> dict[int, int]:
        """{line id: how many}, of a form without mistakes."""
        return {line_id: self.cleaned_data[name] or 0 for name, line_id in self.names.items()}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not any(name in self.errors for name in self.names) and not any(self.quantities.values()):
            raise forms.ValidationError(_("Nothing is in the parcel: enter how many of at least one line."))
        return found


def _quantity(line: OrderLine, most: int) -> forms.IntegerField:
    wrong = _("Enter a whole number from 0 to %(most)s: no more are left to ship.") % {"most": most}
    return forms.IntegerField(
        label=line.full_name,
        min_value=0,
        max_value=most,
        initial=most,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


def if_paid(order: Order) -> list[str]:
    """What follows when staff say that an order is paid, in sentences."""
    found = [_("%(total)s count as received, and the goods as sold.") % {"total": shown_money(order.total_money)}]
    if order.total:
        found.append(_("The invoice is made out."))
    return [*found, *_mail(order), _("That cannot be undone: later the money can only be given back.")]


def if_cancelled(order: Order) -> list[str]:
    """What follows when staff give up an order."""
    return [
        _("It cannot be paid any more; what was held for it can be bought by others."),
        *_mail(order),
        _("That cannot be undone."),
    ]


def _mail(order: Order) -> list[str]:
    return [_("The buyer is told by mail: %s.") % order.email] if order.email else []
