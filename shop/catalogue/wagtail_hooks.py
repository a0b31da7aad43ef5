"""Ties the catalogue into the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from shop.catalogue.administration.categories import CategoryViewSet, answer_deleting
from shop.catalogue.administration.files import OfferFileViewSet
from shop.catalogue.administration.offers import OffersViewSet
from shop.catalogue.administration.panel import LowStockPanel
from shop.catalogue.administration.products import ProductsViewSet
from shop.catalogue.reviews.administration import ReviewsViewSet

register_snippet(CategoryViewSet)
hooks.register("before_delete_snippet", answer_deleting)


@hooks.register("register_admin_viewset")
def add_products() -> ProductsViewSet:
    return ProductsViewSet()


@hooks.register("register_admin_viewset")
def add_reviews() -> ReviewsViewSet:
    return ReviewsViewSet()


@hooks.register("register_admin_viewset")
def add_files() -> OfferFileViewSet:
    return OfferFileViewSet()


@hooks.register("register_admin_viewset")
def add_offers() -> OffersViewSet:
    return OffersViewSet()


@hooks.register("construct_homepage_panels")
def add_low_stock(request: HttpRequest, panels: list[Any]) -> None:
    panel = LowStockPanel()
    if panel.is_shown(request):
        panels.append(panel)
