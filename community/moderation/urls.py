"""Addresses of reporting."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from community.moderation import views

urlpatterns = [path(pgettext_lazy("path", "report/<slug:kind>/<slug:key>/"), views.report, name="report")]
