"""Writes the offers of a page when it is published, and takes them off sale when nobody can read it any more.

Courses and whatever else is sold call this too. Stock is only opened here; it changes in `shop.catalogue.stock`.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower

from shop.catalogue import stock
from shop.catalogue.models.offers import Offer
from shop.catalogue.models.prices import PricePoint
from shop.catalogue.signals import terms_changed
from shop.catalogue.tax_classes import TaxClass

#: What pages and lists say of an offer's terms.
SHOWN = ("sku", "label", "price", "currency", "sale_price", "sale_from", "sale_to", "backorder")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What one offer of a page sells, and for how much. `sku` is unique in the shop, whatever its case, and ASCII."""

    sku: str
    name: str
    price: Decimal
    label: str = ""
    variant_key: UUID | None = None
    kind: str = Offer.GOODS
    sale_price: Decimal | None = None
    sale_from: datetime | None = None
    sale_to: datetime | None = None
    tax_class: str = TaxClass.STANDARD
    weight: int = 0
    ships: bool = True
    backorder: bool = False


@transaction.atomic
def write(
    *, translation_key: UUID, terms: Collection[Terms], now: datetime, opening: dict[str, int | None], user: Any = None
) -> list[Offer]:
    """Put exactly these on sale. An offer that is gone from the page goes off sale and stays; one that comes back, by
    its variant or its sku, is the same again. `opening` is the stock of new ones by sku, None for as many as one likes.
    """
    offers = list(Offer.objects.select_for_update(no_key=True).filter(translation_key=translation_key).order_by("pk"))
    before = _shown(offers)
    known = _match(offers, terms)
    _free_skus(known)
    written = [_write(known.get(each.sku), translation_key, each, opening.get(each.sku), user) for each in terms]
    gone = {offer.pk for offer in offers} - {offer.pk for offer in written}
    Offer.objects.filter(pk__in=gone).update(is_on_sale=False)
    for offer in written:
        PricePoint.objects.write_down(offer=offer, now=now)
    if before != _shown(written):
        terms_changed.send(Offer, translation_key=translation_key, is_new=not before)
    return written


def take_off_sale(*, translation_key: UUID) -> None:
    """What the page sold is not for sale any more, and stays in carts and orders."""
    if Offer.objects.filter(translation_key=translation_key, is_on_sale=True).update(is_on_sale=False):
        terms_changed.send(Offer, translation_key=translation_key, is_new=False)


def taken_skus(skus: Collection[str], *, translation_key: UUID) -> set[str]:
    """Those of `skus` under which another page sells or has sold something. One query."""
    wanted = {sku.lower(): sku for sku in skus}
    others = Offer.objects.exclude(translation_key=translation_key).annotate(plain_sku=Lower("sku"))
    return {wanted[sku] for sku in others.filter(plain_sku__in=wanted).values_list("plain_sku", flat=True)}


def _shown(offers: Collection[Offer]) -> dict[int, tuple[Any, ...]]:
    """{offer id: what pages show of its terms} of those on sale."""
    return {offer.pk: tuple(getattr(offer, name) for name in SHOWN) for offer in offers if offer.is_on_sale}


def _match(offers: list[Offer], terms: Collection[Terms]) -> dict[str, Offer]:
    """{sku of the terms: the offer that it was}: by variant, else by the sku of an offer whose variant is gone."""
    variants = {each.variant_key for each in terms}
    by_variant = {offer.variant_key: offer for offer in offers}
    by_sku = {offer.sku.lower(): offer for offer in offers if offer.variant_key not in variants}
    found = {each.sku: by_variant.get(each.variant_key) or by_sku.get(each.sku.lower()) for each in terms}
    return {sku: offer for sku, offer in found.items() if offer}


def _free_skus(known: dict[str, Offer]) -> None:
    """Two variants may exchange their numbers: no number is in use while they do."""
    for sku, offer in known.items():
        if offer.sku != sku:
            Offer.objects.filter(pk=offer.pk).update(sku=f"~{offer.pk}")


def _write(offer: Offer | None, translation_key: UUID, terms: Terms, opening: int | None, user: Any) -> Offer:
    facts = asdict(terms) | {"currency": settings.SHOP_CURRENCY, "is_on_sale": True}
    if offer is None:
        variant = {"translation_key": translation_key, "variant_key": facts.pop("variant_key")}
        offer, is_new = Offer.objects.get_or_create(**variant, defaults=facts)
        if is_new and opening is not None:
            stock.count(offer_id=offer.pk, stock=opening, user=user)
        return offer
    for name, value in facts.items():
        setattr(offer, name, value)
    offer.save(update_fields=list(facts))
    return offer
