"""What the page of an order in the admin shows of its payments."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from shop.orders.models import Order
from shop.payments import registry
from shop.payments.models import Payment, PaymentState, Refund, RefundState
from shop.payments.unanswered import unanswered


def of_order(request: HttpRequest, order: Order) -> str:
    """Payments, the way to give money back, and refunds that somebody must explain or send. Four queries."""
    if not request.user.has_perm("payments.view_payment"):
        return ""
    payments = list(Payment.objects.filter(order=order).order_by("attempt"))
    if not payments:
        return ""
    is_paid = any(payment.state == PaymentState.SETTLED for payment in payments)
    may_refund = request.user.has_perm("payments.add_refund")
    unexplained = Refund.objects.unexplained().filter(payment__order=order).order_by("pk") if may_refund else ()
    under_way = Refund.objects.filter(payment__order=order, state=RefundState.WAITING)
    refunds = list((under_way | Refund.objects.to_send(registry.by_hand()).filter(payment__order=order)).order_by("pk"))
    waiting = [refund for refund in refunds if refund.state == RefundState.WAITING]
    to_answer = list(unanswered(timezone.now()).filter(payment__order=order).order_by("pk")) if may_refund else []
    facts = {
        "unexplained": list(unexplained),
        "order": order,
        "on_their_way": [each for each in waiting if each not in to_answer],
        "unanswered": to_answer,
        "to_send": [refund for refund in refunds if refund.state == RefundState.DONE] if may_refund else [],
        "rows": [(payment, registry.label(payment.provider)) for payment in payments],
        "may_refund": is_paid and may_refund,
    }
    return render_to_string("payments/administration/panel.html", facts, request=request)
