"""The history of an order in words, as staff read it, and what of it is for its buyer.

Rooms above say what the events mean that they write.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from shop.orders import mail_names
from shop.orders.models import Order, OrderEvent
from stoa.core.money import Money, shown_money

#: As `str(Money)` is kept.
_MONEY = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,3})?) ([A-Z]{3})", re.ASCII)

#: {name of an event: what happened}. "%(amount)s" stands for a fact of the event; str(Money) is shown as money.
_words: dict[str, str | Promise] = {
    "placed": _("Placed"),
    "note": _("Note"),
    "shipment": _("Another parcel was sent"),
    "mail_given_up": _("A mail could not be sent"),
    "put_aside": _("Done otherwise: %(what)s"),
    "downloads_renewed": _("Files may be downloaded again"),
}
#: Names of events that its buyer sees, besides what the order became.
_for_buyers: set[str] = set()


@dataclass(frozen=True)
class Entry:
    """What happened, when, by whom of the staff (None: the buyer or the site itself), and what they said to it."""

    at: datetime
    words: str
    user: Any
    reason: str
    is_note: bool


def register(name: str, words: str | Promise) -> None:
    """Say what an event means that another room writes; called in `AppConfig.ready`."""
    _words[name] = words


def register_for_buyers(name: str, words: str | Promise) -> None:
    """The same of an event that its buyer sees, too; what staff wrote to it they do not see."""
    register(name, words)
    _for_buyers.add(name)


def of_buyer(order: Order) -> list[Entry]:
    """What its buyer sees of it, the oldest first. One query."""
    events = order.events.filter(~Q(state="") | Q(name__in=_for_buyers))
    return told(events.select_related("user").order_by("pk"))


def told(events: Iterable[OrderEvent]) -> list[Entry]:
    """In the order of `events`, which have their users with them. No query."""
    return [
        Entry(event.created_at, words_of(event), event.user, _reason(event), event.name == "note") for event in events
    ]


def words_of(event: OrderEvent) -> str:
    """What happened, or what it became; the bare name of an event that nobody has explained."""
    if event.name not in _words:
        return capfirst(str(event.get_state_display())) if event.state else event.name
    words = str(_words[event.name])
    try:
        return words % {name: _shown(fact) for name, fact in _facts(event).items()}
    except (KeyError, TypeError, ValueError):
        return words


def _facts(event: OrderEvent) -> dict[str, Any]:
    """A mail is known by the name of its template."""
    facts: dict[str, Any] = event.facts
    return facts | {"what": mail_names.in_words(facts["what"])} if "mail" in facts else facts


def _reason(event: OrderEvent) -> str:
    return mail_names.in_words(event.reason) if event.name == "mail_given_up" else event.reason


def _shown(fact: Any) -> Any:
    written = _MONEY.fullmatch(fact) if isinstance(fact, str) else None
    return shown_money(Money(Decimal(written[1]), written[2])) if written else fact
