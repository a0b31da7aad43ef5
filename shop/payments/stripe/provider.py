"""Stripe as a way to pay."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shop.orders.models import Order
from shop.payments.base import Event, Fetched, Provider, Refunded, Standing, Started
from shop.payments.models import Payment
from shop.payments.stripe import amounts, asking, events
from stoa.core.money import Money

if TYPE_CHECKING:
    from stripe import StripeClient


class StripeProvider(Provider):
    """Checkout Sessions; the reference of a payment is its session, the charge its payment intent."""

    name: ClassVar[str] = "stripe"
    label = _("Card and other means")
    note = _("You pay on a page of Stripe, which sees your card; we never do.")
    webhook: ClassVar[str] = "stripe"

    @property
    def secret_key(self) -> str:
        return settings.STRIPE_SECRET_KEY

    @property
    def webhook_secrets(self) -> list[str]:
        return list(settings.STRIPE_WEBHOOK_SECRETS)

    @property
    def api_base(self) -> str:
        return settings.STRIPE_API_BASE

    @property
    def is_live(self) -> bool:
        """By the key: restricted ones say it in the same place."""
        return "_live_" in self.secret_key

    def missing(self) -> list[str]:
        needed = {"STRIPE_SECRET_KEY": self.secret_key, "STRIPE_WEBHOOK_SECRETS": self.webhook_secrets}
        return [name for name, value in needed.items() if not value]

    def can_take(self, money: Money) -> bool:
        return super().can_take(money) and amounts.can_be_asked(money)

    def start(self, *, order: Order, attempt: Payment) -> Started:
        from shop.payments.stripe.client import translated  # noqa: PLC0415 -- slow import

        lines = list(order.lines.order_by("position"))
        with translated():
            if order.discount:
                self._make_coupon(order, attempt)
            session = self.quick_client.v1.checkout.sessions.create(
                asking.session_of(order, attempt, lines),  # type: ignore[arg-type]  # a TypedDict, written elsewhere
                {"idempotency_key": f"session-{attempt.key}"},
            )
        amount = amounts.from_units(session.amount_total or 0, session.currency or order.currency)
        return Started(url=session.url or "", reference=session.id, amount=amount)

    def fetch(self, attempt: Payment) -> Fetched | None:
        from shop.payments.stripe.client import translated  # noqa: PLC0415 -- slow import

        if not attempt.reference:
            return None
        with translated():
            parameters: Any = {"expand": ["payment_intent.latest_charge"]}
            session = self.client.v1.checkout.sessions.retrieve(attempt.reference, parameters)
        return _fetched(session.to_dict())

    def close(self, attempt: Payment) -> None:
        from shop.payments.stripe.client import translated  # noqa: PLC0415 -- slow import

        if attempt.reference:
            with translated():
                self.client.v1.checkout.sessions.expire(attempt.reference)

    def refund(self, *, charge: str, money: Money, key: str, facts: Mapping[str, str]) -> Refunded:
        from shop.payments.stripe.client import translated  # noqa: PLC0415 -- slow import

        with translated():
            refund = self.client.v1.refunds.create(
                {
                    "payment_intent": charge,
                    "amount": amounts.to_units(money),
                    "metadata": {"refund": key, **facts},
                },
                {"idempotency_key": f"refund-{key}"},
            )
        return Refunded(reference=refund.id, has_failed=refund.status in ("failed", "canceled"))

    def verify_event(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> Event:
        header = headers.get("Stripe-Signature", "")
        kept = events.verified(body=body, header=header, secrets=self.webhook_secrets, livemode=self.is_live, now=now)
        return events.read(kept)

    def read_event(self, body: Mapping[str, Any]) -> Event:
        return events.read(body)

    def dashboard_url(self, payment: Payment) -> str:
        mode = "" if self.is_live else "test/"
        return f"https://dashboard.stripe.com/{mode}payments/{payment.charge}" if payment.charge else ""

    @property
    def client(self) -> "StripeClient":
        from shop.payments.stripe.client import patient  # noqa: PLC0415 -- slow import

        return patient(self.secret_key, self.api_base)

    @property
    def quick_client(self) -> "StripeClient":
        from shop.payments.stripe.client import quick  # noqa: PLC0415 -- slow import

        return quick(self.secret_key, self.api_base)

    def _make_coupon(self, order: Order, attempt: Payment) -> None:
        from stripe import InvalidRequestError  # noqa: PLC0415 -- slow import

        try:
            self.quick_client.v1.coupons.create(
                asking.coupon_of(order, attempt),  # type: ignore[arg-type]  # a TypedDict, written elsewhere
                {"idempotency_key": f"coupon-{attempt.key}"},
            )
        except InvalidRequestError as error:
            # Of an earlier try, whose key Stripe has forgotten.
            if error.code != "resource_already_exists":
                raise


def _fetched(session: dict[str, Any]) -> Fetched:
    facts = events.session_facts(session)
    intent = session.get("payment_intent")
    if not isinstance(intent, dict):
        return facts
    charge = intent.get("latest_charge")
    refunded = None
    if isinstance(charge, dict):
        refunded = amounts.from_units(int(charge["amount_refunded"]), str(charge["currency"]))
    is_lost = facts.standing == Standing.PENDING and intent.get("status") in ("requires_payment_method", "canceled")
    return Fetched(
        standing=Standing.FAILED if is_lost else facts.standing,
        amount=facts.amount,
        reference=facts.reference,
        charge=facts.charge,
        refunded=refunded,
    )
