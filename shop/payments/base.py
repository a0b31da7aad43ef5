"""What a provider must do. A folder of this app is a provider; `registry` knows which are turned on.

Amounts are `Money` of the order's currency; a provider translates them for whoever it talks to. Nothing but `start` and
`refund` may move money, nothing here writes to the database: `attempts`, `settlement` and `refunding` do.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from django.utils.functional import Promise

from shop.orders.models import Order
from shop.payments.models import Dispute, Payment
from stoa.core.money import Money


class Standing(StrEnum):
    """Where a payment stands at its provider."""

    OPEN = "open"
    #: The buyer has done their part; the money comes days later, or never.
    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True)
class Started:
    """An attempt as the provider has it. `amount` is what it is going to ask: the caller compares."""

    url: str
    reference: str
    amount: Money
    expires_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What a provider says about a payment, whole: told in any order, the furthest counts (`settlement`).

    `charge` is what refunds name, `refunded` how much of it went back in all.
    """

    standing: Standing
    amount: Money | None = None
    reference: str = ""
    charge: str = ""
    refunded: Money | None = None


@dataclass(frozen=True, kw_only=True)
class Refunded:
    """A refund as the provider has it: `has_failed` when the money did not reach the buyer.

    `amount` is told by events, also of refunds that were ordered at the provider.
    """

    reference: str
    has_failed: bool = False
    amount: Money | None = None


@dataclass(frozen=True, kw_only=True)
class Event:
    """A verified message of a provider, translated. What it is about is empty where it is nothing to us.

    `payment_key` and `reference` say which payment, `refund_key` and `refund` which refund, `dispute` how a dispute
    stands. `body` is what is kept of it: enough to act on it again, nothing about cards or people.
    """

    id: str
    kind: str
    body: Mapping[str, Any]
    payment_key: str = ""
    reference: str = ""
    charge: str = ""
    facts: Fetched | None = None
    refund_key: str = ""
    refund: Refunded | None = None
    dispute: Dispute | None = None
    #: The provider's name of the dispute: a payment may have several.
    dispute_reference: str = ""
    #: Is it about a payment of this site, so that one which is not known is an error?
    is_ours: bool = field(default=False)


class Provider(ABC):
    """One way to pay."""

    #: In the database and in addresses: never change it.
    name: ClassVar[str]
    #: Invoices say it, too.
    label: ClassVar[str | Promise]
    #: What a buyer should know before choosing it.
    note: ClassVar[str | Promise] = ""
    #: Under `/webhooks/<name>/`; empty when nobody calls.
    webhook: ClassVar[str] = ""
    #: Never in production.
    is_only_a_test: ClassVar[bool] = False
    #: Staff see the money on the shop's account and send it back themselves: nobody calls, nobody can be asked.
    is_by_hand: ClassVar[bool] = False
    #: How long goods are held for an attempt, from when it begins.
    holds_for: ClassVar[timedelta] = timedelta(minutes=35)
    #: What is left of that when an attempt of which nothing is known is begun once more with the same key.
    starts_within: ClassVar[timedelta] = timedelta(minutes=31)

    @abstractmethod
    def missing(self) -> list[str]:
        """The variables of the environment that it needs and lacks. Called when the site starts; must not call out."""

    def can_take(self, money: Money) -> bool:
        """Can this amount be paid in this way? Called for every page that offers it; must not call out."""
        return money.amount > 0

    def refusal(self, order: Order) -> str:
        """Why this order cannot be paid so, although its amount could: a sentence for the buyer, "" when it can.

        Called when one order is paid; may look into the database, must not call out.
        """
        return ""

    @abstractmethod
    def start(self, *, order: Order, attempt: Payment) -> Started:
        """Begin the attempt, outside of any transaction. The same attempt again must give the same answer, and never
        a second one to pay: its `key` is the idempotency key. The buyer waits: it takes seconds, not tens of them.
        Raises ProviderAway, ProviderRefuses.
        """

    @abstractmethod
    def fetch(self, attempt: Payment) -> Fetched | None:
        """How it stands at the provider now; None when there is nothing to ask. Must not change anything there.

        Raises ProviderAway, ProviderRefuses.
        """

    def close(self, attempt: Payment) -> None:  # noqa: B027 -- most have nothing to close
        """Nobody shall pay this attempt any more; paid meanwhile is fine. Raises ProviderAway, ProviderRefuses."""

    @abstractmethod
    def refund(self, *, charge: str, money: Money, key: str, facts: Mapping[str, str]) -> Refunded:
        """Give money back, once for a `key` however often it is called. Raises ProviderAway, ProviderRefuses."""

    def verify_event(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> Event:
        """The event of a request to the webhook. Raises EventRefused for what the provider has not sent just now."""
        raise NotImplementedError

    def read_event(self, body: Mapping[str, Any]) -> Event:
        """The event of a `body` that was kept, to act on it again."""
        raise NotImplementedError

    def dashboard_url(self, payment: Payment) -> str:
        """Where staff see the payment at the provider; empty where that is nowhere."""
        return ""
