"""Addresses of orders, for their buyers."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from shop.orders import order_views
from shop.orders.downloads import views as downloads
from shop.orders.invoices import views as invoice_views

urlpatterns = [
    path(pgettext_lazy("path", "orders/"), order_views.orders, name="orders"),
    path(pgettext_lazy("path", "orders/downloads/"), downloads.downloads, name="downloads"),
    path(pgettext_lazy("path", "orders/<uuid:key>/"), order_views.order, name="order"),
    path(
        pgettext_lazy("path", "orders/<uuid:key>/files/<int:right>/<int:file>/"), downloads.take, name="order_take_file"
    ),
    path(pgettext_lazy("path", "orders/<uuid:key>/downloads/<int:pk>/"), downloads.download, name="order_download"),
    path(pgettext_lazy("path", "orders/<uuid:key>/invoice.pdf"), invoice_views.invoice, name="order_invoice"),
    path(
        pgettext_lazy("path", "orders/<uuid:key>/credit-note-<int:number>.pdf"),
        invoice_views.credit_note,
        name="order_credit_note",
    ),
    path(pgettext_lazy("path", "orders/<uuid:key>/cancel/"), order_views.cancel, name="order_cancel"),
    path(pgettext_lazy("path", "orders/<uuid:key>/again/"), order_views.again, name="order_again"),
    path(pgettext_lazy("path", "orders/<uuid:key>/link/"), order_views.mail_link, name="order_link"),
]
