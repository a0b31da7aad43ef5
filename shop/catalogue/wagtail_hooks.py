"""Ties the catalogue into the Wagtail admin."""

from wagtail import hooks

from shop.catalogue.file_administration import OfferFileViewSet
from shop.catalogue.reviews.administration import ReviewsViewSet


@hooks.register("register_admin_viewset")
def add_reviews() -> ReviewsViewSet:
    return ReviewsViewSet()


@hooks.register("register_admin_viewset")
def add_files() -> OfferFileViewSet:
    return OfferFileViewSet()
