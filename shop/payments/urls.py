"""Addresses of paying, for buyers."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from shop.payments import views
from shop.payments.sandbox import views as sandbox

urlpatterns = [
    path(pgettext_lazy("path", "orders/<uuid:key>/pay/"), views.pay, name="payment"),
    path(pgettext_lazy("path", "orders/<uuid:key>/pay/begin/"), views.begin, name="payment_begin"),
    path(pgettext_lazy("path", "orders/<uuid:key>/pay/done/"), views.done, name="payment_done"),
    path(pgettext_lazy("path", "orders/<uuid:key>/pay/given-up/"), views.given_up, name="payment_given_up"),
    path(pgettext_lazy("path", "orders/<uuid:key>/pay/transfer/"), views.transfer, name="payment_transfer"),
    path("sandbox/pay/<slug:session>/", sandbox.pay, name="sandbox_pay"),
]
