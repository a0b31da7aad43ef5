"""Pay by bank transfer. Nobody calls us: staff look at the account and say "paid" in the admin."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Sum
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shop.orders.models import Order
from shop.payments.base import Fetched, Provider, Refunded, Started
from shop.payments.models import Payment


class InvoiceProvider(Provider):
    """The page with account and reference is our own."""

    name: ClassVar[str] = "invoice"
    label = _("Bank transfer")
    note = _("Your order is sent, or opened, when the money has arrived.")
    holds_for = timedelta(days=settings.BANK_TRANSFER_DAYS)
    is_by_hand: ClassVar[bool] = True
    starts_within = timedelta(0)

    def missing(self) -> list[str]:
        needed = {"holder": "BANK_ACCOUNT_HOLDER", "iban": "BANK_IBAN"}
        return [variable for key, variable in needed.items() if not settings.BANK_ACCOUNT[key]]

    def refusal(self, order: Order) -> str:
        """Whoever begins one holds goods for days and has paid nothing: not any number of them.

        Not to hold them would be less kind: the money would come, and go back, when others have had the goods.
        """
        most = settings.BANK_TRANSFER_HOLD_AT_MOST
        held = order.lines.filter(offer__stock__isnull=False).aggregate(all=Sum("quantity"))["all"] or 0
        if not most or held <= most:
            return ""
        return gettext(
            "Bank transfer is offered for up to %(most)s pieces, because they are held until the money is here. "
            "Pay in another way, order less, or write to us."
        ) % {"most": most}

    def start(self, *, order: Order, attempt: Payment) -> Started:
        with translation.override(order.language):
            url = reverse("payment_transfer", args=[order.key])
        return Started(url=url, reference=f"{order.number}-{attempt.attempt}", amount=attempt.money)

    def fetch(self, attempt: Payment) -> Fetched | None:
        return None

    def refund(self, *, charge: str, money: Any, key: str, facts: Mapping[str, str]) -> Refunded:
        """Staff send the money themselves; the preview of the refund says so."""
        return Refunded(reference="")
