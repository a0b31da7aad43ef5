"""How often one address may begin to pay: each time a provider is asked."""

from django.conf import settings
from django.http import HttpRequest

from shop.orders.models import Order
from shop.payments.registry import by_hand
from stoa.core import limits


def begins_too_often(request: HttpRequest, order: Order) -> bool:
    """Count this one; True when it is one too many. Goods are held for a transfer only so often."""
    full = [limits.is_over(request, group="payments:begin", key="ip", rate=settings.PAYMENT_RATE)]
    if request.POST.get("provider") in by_hand():
        key = "ip" if order.user_id is None else lambda group, asked: f"user:{order.user_id}"
        full.append(limits.is_over(request, group="payments:transfer", key=key, rate=settings.TRANSFER_RATE))
    return any(full)
