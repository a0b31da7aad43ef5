"""Ties payments into the Wagtail admin."""

from django.urls import URLPattern
from wagtail import hooks

from shop.payments.administration import explaining, held, refunds, unanswered
from shop.payments.administration.events import EventsViewSet
from shop.payments.administration.payments import PaymentsViewSet


@hooks.register("register_admin_viewset")
def add_payments() -> list[PaymentsViewSet | EventsViewSet]:
    return [PaymentsViewSet(), EventsViewSet()]


@hooks.register("register_admin_urls")
def add_decisions() -> list[URLPattern]:
    return [*refunds.urlpatterns, *explaining.urlpatterns, *held.urlpatterns, *unanswered.urlpatterns]
