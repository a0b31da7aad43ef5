"""What the ledger of the stock calls orders."""

from collections.abc import Collection

from django.urls import reverse

from shop.catalogue import owners
from shop.catalogue.owners import Owner
from shop.orders.models import Order
from stoa.core.keyset import read_uuid


def register() -> None:
    owners.register(orders)


def orders(keys: Collection[str]) -> dict[str, Owner]:
    """{key: the order}; one query."""
    rows = Order.objects.filter(key__in=[key for key in map(read_uuid, keys) if key]).values_list("key", "number", "pk")
    return {str(key): Owner(number, reverse("shop_orders:inspect", args=[pk])) for key, number, pk in rows}
