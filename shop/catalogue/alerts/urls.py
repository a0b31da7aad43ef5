"""Addresses of wishes for a mail."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from shop.catalogue.alerts import views

urlpatterns = [
    path(pgettext_lazy("path", "back-in-stock/<int:pk>/"), views.ask, name="stock_alert"),
    path(pgettext_lazy("path", "back-in-stock/confirm/<str:token>/"), views.confirm, name="stock_alert_confirm"),
    path(pgettext_lazy("path", "back-in-stock/stop/<str:token>/"), views.stop, name="stock_alert_stop"),
]
