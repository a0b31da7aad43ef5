"""What is held of a member who waits for an offer: as a member, or as a guest with an address they have confirmed."""

from collections.abc import Iterable

from django.db.models import Q

from shop.catalogue.models import StockAlert
from stoa.accounts import addresses, privacy
from stoa.accounts.models import User


def register() -> None:
    privacy.register(privacy.Data(model=StockAlert, export=_export, erase=_erase))


def _export(user: User) -> Iterable[privacy.Row]:
    columns = ("offer__sku", "offer__name", "email", "language", "created_at", "confirmed_at")
    return StockAlert.objects.filter(_of(user)).order_by("pk").values(*columns)


def _erase(user: User, keep_content: bool) -> None:
    StockAlert.objects.filter(_of(user)).delete()


def _of(user: User) -> Q:
    return Q(user=user) | Q(email__in=addresses.confirmed_of(user))
