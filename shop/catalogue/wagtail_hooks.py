"""Ties the catalogue into the Wagtail admin."""

from wagtail import hooks

from shop.catalogue.reviews.administration import ReviewsViewSet


@hooks.register("register_admin_viewset")
def add_reviews() -> ReviewsViewSet:
    return ReviewsViewSet()
