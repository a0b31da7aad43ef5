"""Who may open an order: the member it belongs to, whoever placed it in this session, and who holds a signed link."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from shop.orders import links
from shop.orders.checkout.submitting import placed_keys
from shop.orders.models import Order

#: In the session: {key of an order: token of the link that opened it}, the newest last.
LINKS_KEY = "orders_by_link"
LINKS_REMEMBERED = 20


def find(request: HttpRequest, key: UUID) -> Order | None:
    """The order, if whoever asks may see it; None says no more than that."""
    order = Order.objects.filter(key=key).first()
    return order if order is not None and may_see(request, order) else None


def find_or_404(request: HttpRequest, key: UUID) -> Order:
    """The order, if whoever asks may see it."""
    order = find(request, key)
    if order is None:
        raise Http404
    return order


def may_see(request: HttpRequest, order: Order) -> bool:
    """Is it theirs, placed in this session, or opened by its link?"""
    if request.user.is_authenticated and order.user_id == request.user.pk:
        return True
    if order.user_id is None and str(order.key) in placed_keys(request):
        return True
    tokens = (token_of(request), _remembered(request).get(str(order.key), ""))
    return any(links.is_good(order, token) for token in tokens)


def remember_link(request: HttpRequest, order: Order) -> None:
    """Who came by a link comes back from elsewhere without it: in this session it opens the order while it is good.

    An account may have claimed the order meanwhile.
    """
    token, key = token_of(request), str(order.key)
    if links.is_good(order, token):
        others = [pair for pair in _remembered(request).items() if pair[0] != key]
        request.session[LINKS_KEY] = dict([*others, (key, token)][-LINKS_REMEMBERED:])


def path_to(request: HttpRequest, name: str, *facts: Any) -> str:
    """The path of a page of an order; the token of a guest's link goes along."""
    token = token_of(request)
    return reverse(name, args=facts, query={"token": token} if token else None)


def token_of(request: HttpRequest) -> str:
    """Of the link that led here, or of the form that stood behind it."""
    return request.POST.get("token", "") or request.GET.get("token", "")


def _remembered(request: HttpRequest) -> dict[str, str]:
    return dict(request.session.get(LINKS_KEY, {}))
