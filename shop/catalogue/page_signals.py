"""Products that come off sale without being saved as products: deleted, or saved as plain pages when they expire."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page

from shop.catalogue import selling
from shop.catalogue.models import ProductPage


def connect_signals() -> None:
    post_delete.connect(_deleted, sender=ProductPage, dispatch_uid="catalogue_product_deleted")
    post_save.connect(_saved_as_page, sender=Page, dispatch_uid="catalogue_product_saved_as_page")


def _deleted(sender: Any, instance: ProductPage, **kwargs: Any) -> None:
    """Orders and carts go on pointing to the offers of a product that is gone."""
    selling.refresh(pages=ProductPage, translation_key=instance.translation_key)


def _saved_as_page(sender: Any, instance: Page, update_fields: Any = None, **kwargs: Any) -> None:
    if not update_fields and instance.specific_class is ProductPage:
        selling.refresh(pages=ProductPage, translation_key=instance.translation_key)
