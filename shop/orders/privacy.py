"""What this room holds about a buyer: their cart, their orders, which coupons they used.

Orders are books: they stay when the buyer goes, without a name.
"""

from shop.orders.models import Cart, Order, OrderAddress, OrderEvent, Redemption
from stoa.accounts import privacy
from stoa.accounts.models import User


def register() -> None:
    mine = privacy.rows(Redemption, "user", "coupon__code", "discount", "currency", "redeemed_at", "given_back_at")
    privacy.register(privacy.Data(model=Redemption, export=mine, erase=_erase))
    cart = privacy.rows(Cart, "user", "coupon_code", "checkout", "created_at", "changed_at")
    privacy.register(privacy.Data(model=Cart, export=cart, erase=_erase_cart))
    orders = privacy.rows(Order, "user", "number", "state", "email", "note", "total", "currency", "placed_at")
    privacy.register(privacy.Data(model=Order, export=orders, erase=_erase_orders))
    privacy.exempt(OrderEvent, why="the history of an order says which of the shop's staff changed it")


def _erase(user: User, keep_content: bool) -> None:
    """The use stays counted, without a name."""
    Redemption.objects.filter(user=user).update(user=None, email="")


def _erase_cart(user: User, keep_content: bool) -> None:
    Cart.objects.filter(user=user).delete()


def _erase_orders(user: User, keep_content: bool) -> None:
    """Amounts and lines stay, who bought does not."""
    orders = Order.objects.filter(user=user)
    OrderAddress.objects.filter(order__in=orders).update(
        name="", company="", vat_number="", street="", street_more="", postcode="", city="", phone=""
    )
    orders.update(user=None, email="", note="")
