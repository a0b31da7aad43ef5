"""What the sweep does for orders, their invoices and their mails."""

from shop.orders import cart, mailing, settling
from shop.orders.invoices import catching_up
from stoa.core import sweep


def register() -> None:
    sweep.register("orders: expire", settling.expire_due)
    sweep.register("orders: invoices", catching_up.issue_missed)
    sweep.register("orders: drawings", catching_up.draw_missed)
    sweep.register("orders: mails", mailing.send_missed)
    sweep.register("orders: old carts", cart.forget_old)
