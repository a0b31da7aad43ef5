"""Addresses of the cart."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from shop.orders import cart_views

urlpatterns = [
    path(pgettext_lazy("path", "cart/"), cart_views.cart, name="cart"),
    path(pgettext_lazy("path", "cart/add/"), cart_views.add, name="cart_add"),
    path(pgettext_lazy("path", "cart/change/"), cart_views.change, name="cart_change"),
    path(pgettext_lazy("path", "cart/remove/"), cart_views.remove, name="cart_remove"),
    path(pgettext_lazy("path", "cart/clear/"), cart_views.clear, name="cart_clear"),
    path(pgettext_lazy("path", "cart/recommended/"), cart_views.recommended, name="cart_recommended"),
    path(pgettext_lazy("path", "cart/coupon/"), cart_views.coupon, name="cart_coupon"),
]
