"""What happens when a line is paid: each kind of offer has one handler, registered by the room that knows how.

`deliver` is called in the transaction in which the order becomes paid, `undo` in the one in which it is given back;
both may be called again for what they did already, and leave everything outside the database to `on_commit`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.checks import CheckMessage, Error

from shop.catalogue import kinds
from shop.orders.exceptions import NoHandler
from shop.orders.models import Order, OrderLine

Work = Callable[[Order, Sequence[OrderLine], datetime], None]


@dataclass(frozen=True, kw_only=True)
class Handler:
    """`deliver(order, lines, now)` and `undo(order, lines, now)` for the lines of one kind."""

    kind: str
    deliver: Work
    undo: Work


_handlers: dict[str, Handler] = {}


def register(handler: Handler) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _handlers[handler.kind] = handler


def deliver(*, order: Order, lines: Iterable[OrderLine], now: datetime) -> None:
    """Hand every line to the handler of its kind. Raises NoHandler."""
    for handler, theirs in _by_handler(lines):
        handler.deliver(order, theirs, now)


def undo(*, order: Order, lines: Iterable[OrderLine], now: datetime) -> None:
    """Take back what was delivered for these lines. Raises NoHandler."""
    for handler, theirs in _by_handler(lines):
        handler.undo(order, theirs, now)


def check_handlers(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """System check: whatever can be sold can be delivered."""
    return [
        Error(f"Nobody delivers offers of the kind {kind!r}.", hint="Register a fulfilment.Handler.", id="stoa.E010")
        for kind in sorted(set(kinds.names()) - set(_handlers))
    ]


def _by_handler(lines: Iterable[OrderLine]) -> list[tuple[Handler, list[OrderLine]]]:
    by_kind = sorted(lines, key=lambda line: (line.kind, line.position))
    found = []
    for kind, theirs in groupby(by_kind, key=lambda line: line.kind):
        if kind not in _handlers:
            raise NoHandler(kind)
        found.append((_handlers[kind], list(theirs)))
    return found
