"""The sales of the shop in the admin, for shop managers: a page of figures, and a panel on the first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_skeleton
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from shop.orders.models import Order, State
from shop.orders.sales import charts, figures
from shop.orders.sales.figures import Best, Currency, Sums
from shop.orders.sales.periods import LENGTHS, Period
from stoa.core.admin_lists import ListViewSet
from stoa.core.money import Money, shown_money

RIGHT = "orders.change_order"
PANEL_DAYS = 30


@dataclass(frozen=True)
class Figure:
    """One number of a period, shown; `change` in per cent, None without anything to compare with."""

    label: Any
    value: str
    before: str = ""
    change: int | None = None


@dataclass(frozen=True)
class Shown:
    """One currency as the page shows it; `rows` are (stretch, revenue, orders) as the chart's table has them."""

    code: str
    figures: Sequence[Figure]
    chart: charts.Chart
    rows: Sequence[tuple[str, str, int]]
    best: Sequence[Best]


class SalesView(WagtailAdminTemplateMixin, TemplateView):
    """`?days=7`, 30, 90 or 365; anything else is 30."""

    page_title = _("Sales")
    header_icon = "table"
    template_name = "orders/administration/sales.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        asked = self.request.GET.get("days", "")
        days = next((length for length in LENGTHS if str(length) == asked), LENGTHS[0])
        sales = figures.sales(Period.until(now, days), now)
        return super().get_context_data(**kwargs) | {
            "days": days,
            "lengths": sorted(LENGTHS),
            "sales": sales,
            "conversion": conversion(sales),
            "currencies": [shown(currency, sales.period) for currency in sales.currencies],
        }


def shown(currency: Currency, period: Period) -> Shown:
    rows = [
        (_stretch(start, period), shown_money(Money(sums.revenue, currency.code)), sums.orders)
        for start, sums in currency.stretches.items()
    ]
    values = [
        (_short(start, period), sums.revenue, f"{name}: {amount}")
        for (start, sums), (name, amount, _number) in zip(currency.stretches.items(), rows, strict=True)
    ]
    return Shown(
        code=currency.code,
        figures=_figures(currency),
        chart=charts.chart(values),
        rows=rows,
        best=currency.best,
    )


def conversion(sales: figures.Sales) -> Figure | None:
    if sales.conversion is None:
        return None
    before = "" if sales.conversion_before is None else f"{sales.conversion_before} %"
    return Figure(_("Carts that became orders"), f"{sales.conversion} %", before)


def _figures(currency: Currency) -> list[Figure]:
    now, before = currency.now, currency.before

    def amount(value: Decimal) -> str:
        return shown_money(Money(value, currency.code))

    return [
        Figure(_("Revenue"), amount(now.revenue), amount(before.revenue), figures.change(now.revenue, before.revenue)),
        Figure(_("Orders"), str(now.orders), str(before.orders), figures.change(now.orders, before.orders)),
        Figure(
            _("Average order"),
            amount(average(now)),
            amount(average(before)),
            figures.change(average(now), average(before)),
        ),
        Figure(_("Given back"), amount(now.refunded), amount(before.refunded)),
    ]


def average(sums: Sums) -> Decimal:
    return sums.revenue / sums.orders if sums.orders else Decimal(0)


def _stretch(start: date, period: Period) -> str:
    return date_format(start, "YEAR_MONTH_FORMAT" if period.is_long else "MONTH_DAY_FORMAT")


def _short(start: date, period: Period) -> str:
    """As it fits below a bar: "Nov 21", "Nov 2026"."""
    locale = to_locale(get_language() or settings.LANGUAGE_CODE)
    return format_skeleton("yMMM" if period.is_long else "MMMd", start, locale=locale)


class SalesPanel(Component):
    """What was sold lately and what waits to be sent, on the first page of the admin."""

    name = "sales"
    template_name = "orders/administration/sales_panel.html"
    order = 110

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        found = figures.summed_up(Period.until(timezone.now(), PANEL_DAYS))
        shippable = [State.PAID.value, State.PARTLY_SHIPPED.value]
        return {
            "days": PANEL_DAYS,
            "sums": [(shown_money(Money(sums.revenue, code)), _orders(sums.orders)) for code, sums in found.items()],
            "to_ship": Order.objects.filter(state__in=shippable).count(),
            "to_ship_url": reverse("shop_orders:index", query={"state": shippable}),
        }


def _orders(number: int) -> str:
    return ngettext("%(number)s order", "%(number)s orders", number) % {"number": number}


class SalesViewSet(ListViewSet):
    """One page."""

    name = "shop_sales"
    url_prefix = "shop/sales"
    icon = "table"
    menu_label = _("Sales")
    permission = RIGHT

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", SalesView.as_view(), name="index")]
