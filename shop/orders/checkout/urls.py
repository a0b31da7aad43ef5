"""Addresses of the checkout."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from shop.orders.checkout import views

urlpatterns = [
    path(pgettext_lazy("path", "checkout/"), views.checkout, name="checkout"),
    path(pgettext_lazy("path", "checkout/contact/"), views.step, {"name": "contact"}, name="checkout_contact"),
    path(pgettext_lazy("path", "checkout/address/"), views.step, {"name": "address"}, name="checkout_address"),
    path(pgettext_lazy("path", "checkout/delivery/"), views.step, {"name": "delivery"}, name="checkout_delivery"),
    path(pgettext_lazy("path", "checkout/review/"), views.step, {"name": "review"}, name="checkout_review"),
    path(pgettext_lazy("path", "checkout/placed/<uuid:key>/"), views.placed, name="checkout_placed"),
]
