"""Which orders the list of the admin shows: by state, day, country and coupon, and what is typed into the search."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from shop.orders.models import Coupon, Order, State
from stoa.core.admin_lists import words_of


def states() -> list[tuple[str, str]]:
    return [(state.value, capfirst(str(state.label))) for state in State]


def countries_of_orders() -> list[tuple[str, str]]:
    """(code, name) of those that orders are taxed in, by name. One query."""
    codes = Order.objects.exclude(tax_country="").order_by().values_list("tax_country", flat=True).distinct()
    return sorted(((code, str(countries.name(code) or code)) for code in codes), key=lambda choice: choice[1])


class OrderFilterSet(WagtailFilterSet):
    """Orders by state, date, country of the tax and coupon."""

    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=states, widget=forms.CheckboxSelectMultiple)
    placed_at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    tax_country = django_filters.MultipleChoiceFilter(
        label=_("Country"), choices=countries_of_orders, widget=forms.CheckboxSelectMultiple
    )
    coupon = django_filters.ModelChoiceFilter(
        label=_("Coupon"), queryset=Coupon.objects.filter(used__gt=0).order_by("code")
    )

    class Meta:
        model = Order
        fields: list[str] = []


def found(orders: QuerySet[Order], typed: str) -> QuerySet[Order]:
    """Those whose number, buyer, address or goods hold each of the typed words."""
    for word in words_of(typed):
        own = Q(number__icontains=word) | Q(email__icontains=word)
        within = Q(lines__sku__icontains=word) | Q(lines__name__icontains=word) | Q(addresses__name__icontains=word)
        orders = orders.filter(pk__in=Order.objects.filter(own | within).values("pk"))
    return orders
