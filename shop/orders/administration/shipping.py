"""Shipping methods in the admin."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet

from shop.orders.models import ShippingMethod
from shop.orders.models.shipping import Reach
from stoa.core.money import Money, shown_money


def where(method: ShippingMethod) -> str:
    """The countries it lists, or which others it goes to."""
    if method.is_pick_up:
        return gettext("pick-up")
    if method.reach == Reach.LISTED:
        return ", ".join(sorted(str(countries.name(code) or code) for code in method.countries_listed))
    return str(method.get_reach_display())


def free_from(method: ShippingMethod) -> str:
    return shown_money(Money(method.free_from, method.currency)) if method.free_from is not None else ""


class ShippingMethodViewSet(ModelViewSet):
    """Shipping methods, in the order in which buyers see them."""

    model = ShippingMethod
    icon = "site"
    name = "shop_shipping"
    url_prefix = "shop/shipping"
    add_to_reference_index = False
    copy_view_enabled = False
    list_filter = ("reach", "is_active", "is_pick_up")
    search_fields = ("name", "note")
    search_backend_name = None
    ordering = ("place", "pk")
    list_display = (
        "name",
        Column("where", label=_("Goes to"), accessor=where),
        Column("free_from", label=_("Free from"), accessor=free_from, sort_key="free_from"),
        BooleanColumn("is_active", label=_("In use"), sort_key="is_active"),
        "place",
    )
