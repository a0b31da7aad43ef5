"""What the tests of the whole shop stand on."""

import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from shop.catalogue import stock
from shop.catalogue.models import Offer


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def make_offer(db):
    """make_offer("A-1", stock_of=7, **fields): an offer on sale; without a stock as many as one likes are sold."""

    def make(sku="A-1", *, stock_of=None, **fields):
        facts = {
            "translation_key": uuid.uuid4(),
            "name": "Notebook",
            "price": Decimal(10),
            "currency": "EUR",
            "is_on_sale": True,
        }
        offer = Offer.objects.create(sku=sku, **(facts | fields))
        if stock_of is not None:
            stock.count(offer_id=offer.pk, stock=stock_of, user=None)
            offer.refresh_from_db()
        return offer

    return make
