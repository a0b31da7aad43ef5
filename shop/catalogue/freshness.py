"""What pages show of offers changes without the page: kept answers are forgotten, cards in bodies cooked again.

Price and stock are the same for every reader, so they stand in the public pages themselves. What a card shows of the
stock is only whether there is any; how few are left stands on the product's own page. Lists also count what can be had
and what is reduced, so all of them are forgotten with a card. Which products are popular changes with every sale:
a list in that order may be as old as kept pages get.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q
from django.db.models.signals import post_save, pre_delete
from django.utils import timezone
from taggit.models import Tag

from shop.catalogue.models import PricePoint, ProductCategory, ProductPage, ShopIndexPage
from shop.catalogue.shelf import state_of
from shop.catalogue.signals import StockChange, stock_changed, terms_changed
from stoa.core import freshness, kept, pagecache

TELL_AT_MOST = 500


def connect_signals() -> None:
    stock_changed.connect(_stock_changed, dispatch_uid="catalogue_stock_changed")
    terms_changed.connect(_terms_changed, dispatch_uid="catalogue_terms_changed")
    for model in (ProductCategory, Tag):
        post_save.connect(_filing_changed, sender=model, dispatch_uid=f"catalogue_{model.__name__}_saved")
        pre_delete.connect(_filing_changed, sender=model, dispatch_uid=f"catalogue_{model.__name__}_deleted")


def tell_prices() -> None:
    """Prices that have changed by themselves, because a sale began or ended; a job of the sweep."""
    points = PricePoint.objects.begun(timezone.now()).filter(is_told=False)
    found = dict(points.order_by("starts_at").values_list("pk", "offer__translation_key")[:TELL_AT_MOST])
    if found:
        with transaction.atomic():
            PricePoint.objects.filter(pk__in=found).update(is_told=True)
            forget_products(set(found.values()), in_bodies=True)


def _stock_changed(sender: Any, changes: Sequence[StockChange], **kwargs: Any) -> None:
    few_anywhere = kept.fact("few left", _few_anywhere)
    changes = [change for change in changes if any(_tell_otherwise(change, few) for few in few_anywhere)]
    if not changes:
        return
    pages = ProductPage.objects.filter(translation_key__in={change.offer.translation_key for change in changes})
    few: defaultdict[UUID, int] = defaultdict(int)
    for page in pages:
        few[page.translation_key] = max(few[page.translation_key], page.shop.few_left)
    # Products whose cards say something else, and those of which only their own pages do.
    in_cards: set[UUID] = set()
    elsewhere: set[UUID] = set()
    for change in changes:
        key = change.offer.translation_key
        if _tell_otherwise(change, few[key]):
            (in_cards if (change.before == 0) != (change.after == 0) else elsewhere).add(key)
    for keys, in_bodies in ((in_cards, True), (elsewhere - in_cards, False)):
        if keys:
            forget_products(keys, in_bodies=in_bodies)


def _few_anywhere() -> set[int]:
    """What the shops call few; 0 where there is none."""
    return set(ShopIndexPage.objects.values_list("few_left", flat=True)) or {0}


def _tell_otherwise(change: StockChange, few: int) -> bool:
    """Do pages say something else now, where up to `few` are called few?"""
    before, after = (
        state_of(each, backorder=change.offer.backorder, few=few) for each in (change.before, change.after)
    )
    return before != after


def _terms_changed(sender: Any, translation_key: UUID, is_new: bool, **kwargs: Any) -> None:
    """The terms of one page are those of all its translations. Where nothing was sold, no card is cooked yet."""
    forget_products({translation_key}, in_bodies=not is_new)


def forget_products(keys: set[UUID], *, in_bodies: bool) -> None:
    """Forget the kept pages that show these products; with `in_bodies` also what shows or counts them by their cards:
    all lists of their languages, and the bodies, which are cooked anew."""
    pages = list(ProductPage.objects.filter(Q(translation_key__in=keys) | Q(alias_of__translation_key__in=keys)))
    pagecache.purge(*(pagecache.page_tag(page) for page in pages))
    if in_bodies:
        pagecache.purge(*(f"products:{page.locale_id}" for page in pages))
        freshness.mentioned_changed(*pages)


def _filing_changed(sender: type[Model], instance: Any, created: bool = False, **kwargs: Any) -> None:
    """Lists name categories, products name both."""
    pagecache.purge(pagecache.snippet_tag(instance))
    if sender is ProductCategory:
        pagecache.purge(f"products:{instance.locale_id}")
    if created:
        return
    if sender is Tag:
        products = ProductPage.objects.filter(product_tags__tag=instance.pk)
    else:
        products = ProductPage.objects.filter(categories__translation_key=instance.translation_key)
    freshness.changed(set(products.values_list("pk", flat=True)))
