"""What the desk of orders shows of the files of an order."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from shop.orders.administration.order_forms import ReasonForm
from shop.orders.downloads import listing
from shop.orders.models import Order


def panel(request: HttpRequest, order: Order) -> str:
    """Files, how often they can still be taken, and the button that begins anew; "" without. Three queries."""
    bought = listing.of_order(order, timezone.now())
    if not bought:
        return ""
    may_change = request.user.has_perm("orders.change_order")
    shown = {"order": order, "bought": bought, "may_change": may_change, "form": ReasonForm(auto_id="%s-downloads")}
    return render_to_string("orders/administration/files.html", shown, request=request)
