"""Addresses of reviews."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from shop.catalogue.reviews import views

urlpatterns = [
    path(pgettext_lazy("path", "reviews/<uuid:key>/write/"), views.write, name="review_write"),
    path(pgettext_lazy("path", "reviews/<uuid:key>/delete/"), views.delete, name="review_delete"),
    path(pgettext_lazy("path", "reviews/<int:review_id>/"), views.show, name="review"),
]
