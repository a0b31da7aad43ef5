"""Orders for their buyers: the list of a member, and the page of one. All are private."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shop.orders import cart as carts
from shop.orders import cart_count, history, links, opening, paying, rate_limits, reviewing, settling
from shop.orders.buying_again import buy_again
from shop.orders.contents import contents_of
from shop.orders.downloads import listing
from shop.orders.exceptions import TransitionRefused
from shop.orders.invoices.listing import issued_for
from shop.orders.models import Order
from stoa.core import mail
from stoa.core.errors import too_many_requests
from stoa.core.pagination import page_of
from stoa.core.view_heads import ViewHead

PAGE_SIZE = 20


@require_safe
@never_cache
@login_required
def orders(request: HttpRequest) -> HttpResponse:
    """Those of the member who asks, the newest first."""
    mine = Order.objects.of(request.user).newest_first().prefetch_related("lines")
    return render(request, "orders/orders.html", {"page": page_of(mine, request.GET.get("page"), PAGE_SIZE)})


@require_safe
@never_cache
def order(request: HttpRequest, key: UUID) -> HttpResponse:
    """One order; whoever may not see it can have a link mailed, and learns nothing."""
    found = opening.find(request, key)
    if found is None:
        head = ViewHead(request, title=_("Your order"), robots="noindex")
        return render(request, "orders/closed.html", {"key": key, "head": head}, status=404)
    contents = contents_of(found)
    shown = {
        "order": found,
        "contents": contents,
        "bought": listing.of_order(found, timezone.now()),
        "invoices": issued_for(found),
        "invitations": reviewing.invitations(found, contents.lines, request.user),
        "entries": history.of_buyer(found),
        "token": opening.token_of(request),
        "pay_url": paying.url(found),
        "transfer": paying.transfer(found),
        "given_back": paying.given_back(found),
        "head": ViewHead(request, title=_("Order %(number)s") % {"number": found.number}, robots="noindex"),
    }
    return render(request, "orders/order.html", shown)


@require_POST
@never_cache
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give up an order that waits for its payment."""
    found = opening.find_or_404(request, key)
    try:
        settling.cancel(order_id=found.pk, now=timezone.now())
    except TransitionRefused as refusal:
        messages.error(request, str(refusal.message))
    return redirect(opening.path_to(request, "order", key))


@require_POST
@never_cache
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Into the cart with what is still for sale."""
    found = opening.find_or_404(request, key)
    if rate_limits.changes_too_fast(request):
        return too_many_requests(request)
    added, wanted = buy_again(request=request, order=found, now=timezone.now())
    if not added:
        messages.error(request, _("Nothing of this order is for sale any more."))
        return redirect(opening.path_to(request, "order", key))
    if added < wanted:
        left = wanted - added
        text = ngettext("%(count)s item is not for sale any more.", "%(count)s items are not for sale any more.", left)
        messages.warning(request, text % {"count": left})
    response = redirect("cart")
    cart_count.tell(request, response, carts.count(request))
    return response


@require_POST
@never_cache
def mail_link(request: HttpRequest, key: UUID) -> HttpResponse:
    """Mail a new link to the order's own address; the answer is the same for every key."""
    if rate_limits.asks_for_links_too_often(request, key):
        return too_many_requests(request)
    found = Order.objects.filter(key=key).exclude(email="").first()
    if found is not None:
        context = {"order": found, "url": links.url(found)}
        mail.send("order_link", to=found.email, context=context, language=found.language)
    messages.success(
        request, _("If there is such an order, a link to it is on its way to the address it was placed with.")
    )
    return redirect("order", key)
