"""What must always hold, for the command that looks whether it does."""

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from shop.catalogue.models import Offer
from stoa.core import invariants


def register() -> None:
    invariants.register("stock and its ledger", problems)


def problems() -> list[str]:
    """One line for each offer whose ledger does not add up to its stock less what it owes. One query."""
    offers = Offer.objects.annotate(ledger=Coalesce(Sum("movements__change"), 0))
    wrong = offers.annotate(net=Coalesce(F("stock"), 0) - F("owed")).exclude(ledger=F("net")).order_by("pk")
    return [f"Offer {offer.sku}: stock {offer.stock}, owed {offer.owed}, ledger {offer.ledger}" for offer in wrong]
