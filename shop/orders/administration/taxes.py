"""Tax rates in the admin: by country, region and class, with the days on which they hold."""

from typing import Any

import django_filters
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput

from shop.orders.models import TaxClass, TaxRate
from stoa.core.admin_lists import words_of


class TaxRateFilterSet(WagtailFilterSet):
    """Rates by country and class, and those of one day."""

    country = django_filters.MultipleChoiceFilter(label=_("Country"), choices=lambda: list(countries))
    tax_class = django_filters.MultipleChoiceFilter(label=_("Class"), choices=TaxClass.choices)
    day = django_filters.DateFilter(label=_("On"), method="on_day", widget=AdminDateInput)

    class Meta:
        model = TaxRate
        fields: list[str] = []

    def on_day(self, rates: QuerySet[TaxRate], name: str, value: Any) -> QuerySet[TaxRate]:
        return rates.filter(pk__in=TaxRate.objects.on(value).values("pk"))


class TaxRateIndexView(IndexView):
    """Found by the name of a country, its code or a region."""

    def search_queryset(self, queryset: QuerySet[TaxRate]) -> QuerySet[TaxRate]:
        for word in words_of(self.search_query):
            codes = [code for code, name in countries if word.casefold() in str(name).casefold()]
            queryset = queryset.filter(Q(country__in=codes) | Q(country__iexact=word) | Q(region__iexact=word))
        return queryset


class OneAtATime:
    """Who saved a moment later is told as if the form had known."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[misc]  # a mixin of form views
        except IntegrityError:
            form.add_error(None, _("Somebody has just saved a rate for the same days: look at the list once more."))
            self.is_valid(form)  # type: ignore[attr-defined]  # a mixin of form views
            return self.form_invalid(form)  # type: ignore[attr-defined]  # a mixin of form views


class TaxRateCreateView(OneAtATime, CreateView):
    """A new rate."""


class TaxRateEditView(OneAtATime, EditView):
    """A rate that is there."""


def edit_url(rate: TaxRate) -> str:
    return reverse("shop_taxes:edit", args=[rate.pk])


def percent(rate: TaxRate) -> str:
    """ "25.5", without noughts behind."""
    return f"{rate.percent.normalize():f}"


class TaxRateViewSet(ModelViewSet):
    """Tax rates. A change of a rate is a new one, so that older orders can be understood."""

    model = TaxRate
    icon = "globe"
    name = "shop_taxes"
    url_prefix = "shop/taxes"
    add_to_reference_index = False
    index_view_class = TaxRateIndexView
    add_view_class = TaxRateCreateView
    edit_view_class = TaxRateEditView
    filterset_class = TaxRateFilterSet
    search_fields = ("country",)
    search_backend_name = None
    ordering = ("country", "region", "-percent", "-valid_from", "pk")
    list_per_page = 50
    list_display = (
        TitleColumn("country", label=_("Country"), accessor="country.name", sort_key="country", get_url=edit_url),
        "region",
        Column("tax_class", label=_("Class"), accessor="get_tax_class_display", sort_key="tax_class"),
        Column("percent", label=_("Per cent"), accessor=percent, sort_key="percent"),
        "valid_from",
        "valid_to",
    )
