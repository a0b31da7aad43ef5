"""Addresses of "my data"."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from stoa.accounts.privacy import views

urlpatterns = [
    path("", views.my_data, name="my_data"),
    path(pgettext_lazy("path", "export/"), views.export_data, name="export_data"),
    path(pgettext_lazy("path", "delete/"), views.delete_account, name="delete_account"),
    path(pgettext_lazy("path", "keep/"), views.keep_account, name="keep_account"),
]
