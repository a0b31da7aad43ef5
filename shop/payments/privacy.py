"""What this room holds about a buyer: nothing but amounts of their orders. They are books, and stay without a name."""

from collections import defaultdict
from collections.abc import Iterable

from shop.orders.privacy import orders_of
from shop.payments.models import Payment, Refund
from stoa.accounts import privacy
from stoa.accounts.models import User

OF_PAYMENT = (
    "order__number",
    "provider",
    "state",
    "amount",
    "currency",
    "refunded",
    "reference",
    "created_at",
    "settled_at",
)
OF_REFUND = ("amount", "currency", "state", "created_at", "done_at")


def register() -> None:
    privacy.register(privacy.Data(model=Payment, export=_payments, erase=_erase))
    privacy.exempt(Refund, why="says which of the shop's staff gave money back; the buyer's part is in their payments")


def _payments(user: User) -> Iterable[privacy.Row]:
    """Each payment with its refunds. Two queries, however many there are."""
    payments = Payment.objects.filter(order__in=orders_of(user))
    refunds = defaultdict(list)
    for row in Refund.objects.filter(payment__in=payments).order_by("pk").values("payment_id", *OF_REFUND):
        refunds[row.pop("payment_id")].append(row)
    for row in payments.order_by("pk").values("pk", *OF_PAYMENT):
        payment_id = row.pop("pk")
        yield row | {"refunds": refunds[payment_id]}


def _erase(user: User, keep_content: bool) -> None:
    """Amounts stay; the page to pay on, which shows an address, does not."""
    Payment.objects.filter(order__in=orders_of(user)).update(url="")
