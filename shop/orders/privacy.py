"""What this room holds about a buyer: which coupons they used."""

from shop.orders.models import Redemption
from stoa.accounts import privacy
from stoa.accounts.models import User


def register() -> None:
    mine = privacy.rows(Redemption, "user", "coupon__code", "discount", "currency", "redeemed_at", "given_back_at")
    privacy.register(privacy.Data(model=Redemption, export=mine, erase=_erase))


def _erase(user: User, keep_content: bool) -> None:
    """The use stays counted, without a name."""
    Redemption.objects.filter(user=user).update(user=None, email="")
