"""What was sold in a period: sums of what was paid in it, less what went back of that. Five queries, whatever was sold.

An order counts on the day it was paid, in the site's time zone; what was given back of it is taken off that day, too,
so a day is never less than nothing. What went back is what credit notes say: money that went back at the provider, and
of which nobody has said for what, still counts. Of the best sellers only pieces that went back are taken off, by their
even share of the line: not price reductions, which are of no pieces. Amounts of several currencies are never added.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from shop.catalogue.models import Offer
from shop.orders.cart import KEPT_FOR
from shop.orders.models import Cart, Invoice, InvoiceKind, Order, OrderLine, State
from shop.orders.sales.periods import Period
from stoa.core.amounts import AmountField
from stoa.core.money import Money, round_money

BEST_AT_MOST = 10
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Sums:
    """Of a day, a stretch or a period, in one currency: what was paid, how often, what of it went back."""

    paid: Decimal = _NOTHING
    refunded: Decimal = _NOTHING
    orders: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.paid + other.paid, self.refunded + other.refunded, self.orders + other.orders)

    @property
    def revenue(self) -> Decimal:
        return self.paid - self.refunded


@dataclass(frozen=True)
class Best:
    """A product by how many of it were sold."""

    name: str
    sold: int
    revenue: Money


@dataclass(frozen=True)
class Currency:
    """What was sold in one currency: sums now and before, and by stretches of the period."""

    code: str
    now: Sums
    before: Sums
    stretches: Mapping[date, Sums]
    best: Sequence[Best] = field(default=())


@dataclass(frozen=True)
class Sales:
    """`currencies`: the one with the most orders first. `conversion`: per cent of carts that became orders, None where
    the carts of so long ago are not kept."""

    period: Period
    currencies: Sequence[Currency]
    conversion: int | None
    conversion_before: int | None


def sales(period: Period, now: datetime) -> Sales:
    """The figures of a period, compared with the one before it."""
    days = _days(period.before.first, period)
    best = _best(period)
    codes = sorted(days, key=lambda code: (-sum(sums.orders for sums in days[code].values()), code))
    conversions = _conversions(period, now)
    return Sales(
        period=period,
        currencies=[_currency(code, days[code], period, best.get(code, ())) for code in codes],
        conversion=conversions[0],
        conversion_before=conversions[1],
    )


def summed_up(period: Period) -> dict[str, Sums]:
    """{currency: sums of the period}; two queries."""
    days = _days(period.first, period)
    return {code: sum(found.values(), Sums()) for code, found in days.items()}


def _currency(code: str, days: Mapping[date, Sums], period: Period, best: Sequence[Best]) -> Currency:
    stretches = dict.fromkeys(period.stretches(), Sums())
    before = Sums()
    for day, sums in days.items():
        if day in period:
            stretches[period.stretch_of(day)] += sums
        else:
            before += sums
    return Currency(code, sum(stretches.values(), Sums()), before, stretches, best)


def _days(first: date, period: Period) -> dict[str, dict[date, Sums]]:
    """{currency: {day: sums}} from `first` to the end of the period."""
    start = Period(first, period.last).starts_at
    found: defaultdict[str, dict[date, Sums]] = defaultdict(dict)
    paid = _of_days(Order.objects.filter(paid_at__gte=start, paid_at__lt=period.ends_at), "")
    for row in paid.annotate(all=Sum("total"), orders=Count("pk")):
        code = row["money"]
        found[code][row["day"]] = Sums(paid=round_money(row["all"], code), orders=row["orders"])
    notes = Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE)
    back = notes.filter(order__paid_at__gte=start, order__paid_at__lt=period.ends_at)
    for row in _of_days(back, "order__").annotate(back=Sum("total")):
        code = row["money"]
        found[code][row["day"]] += Sums(refunded=round_money(row["back"], code))
    return found


def _of_days(rows: QuerySet[Any], order: str) -> QuerySet[Any]:
    """Grouped by `day` and `money`; `order` is the way to the order's fields."""
    zone = timezone.get_default_timezone()
    day = TruncDate(f"{order}paid_at", tzinfo=zone)
    return rows.order_by().annotate(day=day, money=F(f"{order}currency")).values("day", "money")


def _refunded_of_line() -> Any:
    """As much of a line's total as pieces of it were given back."""
    return Case(
        When(refunded=0, then=_NOTHING),
        default=F("total") * F("refunded") / F("quantity"),
        output_field=AmountField(),
    )


def _best(period: Period) -> dict[str, list[Best]]:
    """{currency: the products of which most were sold}."""
    lines = OrderLine.objects.filter(order__paid_at__gte=period.starts_at, order__paid_at__lt=period.ends_at)
    name = Offer.objects.filter(translation_key=OuterRef("translation_key")).order_by("pk").values("name")[:1]
    rows = (
        lines.exclude(order__state=State.REFUNDED)
        .order_by()
        .annotate(money=F("order__currency"))
        .values("translation_key", "money")
        .annotate(
            sold=Sum(F("quantity") - F("refunded")),
            all=Sum("total"),
            back=Sum(_refunded_of_line()),
            called=Subquery(name),
        )
        .filter(sold__gt=0)
        .order_by("-sold", "-all", "translation_key")
    )
    found: defaultdict[str, list[Best]] = defaultdict(list)
    for row in rows[: BEST_AT_MOST * 3]:
        if len(found[row["money"]]) < BEST_AT_MOST:
            revenue = Money(round_money(row["all"] - row["back"], row["money"]), row["money"])
            found[row["money"]].append(Best(row["called"] or "", row["sold"], revenue))
    return found


def _conversions(period: Period, now: datetime) -> tuple[int | None, int | None]:
    """Per cent of the carts that became orders, in the period and in the one before."""
    within = [Q(placed_at__gte=each.starts_at, placed_at__lt=each.ends_at) for each in (period, period.before)]
    left = [Q(changed_at__gte=each.starts_at, changed_at__lt=each.ends_at) for each in (period, period.before)]
    placed = Order.objects.aggregate(now=Count("pk", filter=within[0]), before=Count("pk", filter=within[1]))
    carts = Cart.objects.filter(changed_at__gte=period.before.starts_at, lines__isnull=False)
    full = carts.aggregate(
        now=Count("pk", filter=left[0], distinct=True), before=Count("pk", filter=left[1], distinct=True)
    )
    return (
        _conversion(placed["now"], full["now"], period, now),
        _conversion(placed["before"], full["before"], period.before, now),
    )


def _conversion(placed: int, left: int, period: Period, now: datetime) -> int | None:
    # Visitors' carts are forgotten: further back there are fewer than there were.
    if not placed + left or period.starts_at < now - KEPT_FOR - timedelta(days=1):
        return None
    return round(100 * placed / (placed + left))


def change(now: Decimal | int, before: Decimal | int) -> int | None:
    """In per cent; None where there was nothing to compare with."""
    return round(100 * (now - before) / before) if before else None
