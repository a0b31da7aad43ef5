"""What the page of an order in the admin shows of its payments."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from shop.orders.models import Order
from shop.payments import registry
from shop.payments.models import Payment, PaymentState


def of_order(request: HttpRequest, order: Order) -> str:
    """Payments, and the way to give money back. One query."""
    if not request.user.has_perm("payments.view_payment"):
        return ""
    payments = list(Payment.objects.filter(order=order).order_by("attempt"))
    if not payments:
        return ""
    is_paid = any(payment.state == PaymentState.SETTLED for payment in payments)
    facts = {
        "order": order,
        "rows": [(payment, registry.label(payment.provider)) for payment in payments],
        "may_refund": is_paid and request.user.has_perm("payments.add_refund"),
    }
    return render_to_string("payments/administration/panel.html", facts)
