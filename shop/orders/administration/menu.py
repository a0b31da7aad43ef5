"""The menu "Shop". Other rooms add to it by Wagtail's hook SHOP_MENU, or as `menu_hook` of their viewsets."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from shop.catalogue.administration.menu import SHOP_MENU
from shop.orders.administration.coupons import CouponViewSet
from shop.orders.administration.failed_jobs import FailedJobsViewSet
from shop.orders.administration.invoices import InvoicesViewSet
from shop.orders.administration.orders import OrdersViewSet
from shop.orders.administration.sales import SalesViewSet
from shop.orders.administration.shipping import ShippingMethodViewSet
from shop.orders.administration.taxes import TaxRateViewSet
from shop.orders.administration.uses import UsesViewSet


class ShopGroup(ViewSetGroup):
    """What the shop reckons with."""

    menu_label = _("Shop")
    menu_name = "shop"
    menu_icon = "tag"
    menu_order = 230
    submenu_hook = SHOP_MENU
    items = (
        SalesViewSet,
        OrdersViewSet,
        InvoicesViewSet,
        CouponViewSet,
        UsesViewSet,
        ShippingMethodViewSet,
        TaxRateViewSet,
        FailedJobsViewSet,
    )
