"""How much is in the cart, in the header of every page, although public pages are the same for everyone.

A member's number comes with the personal fragment. A visitor's stands in a cookie that the page's own script reads; it
is set when they change their cart, so who never bought anything never has it.
"""

from typing import Any

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from shop.orders import cart as carts
from shop.orders.models import Cart
from stoa.core import personal

COOKIE = "cart_count"


def register() -> None:
    personal.register(personal.Part(name="cart", rows=_rows, html=_html, is_on_every_page=True))


def tell(request: HttpRequest, response: HttpResponse, number: int) -> None:
    """Let the browser of a visitor know how much is in their cart."""
    if request.user.is_authenticated or not number:
        if COOKIE in request.COOKIES:
            response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        str(number),
        max_age=int(carts.KEPT_FOR.total_seconds()),
        samesite="Lax",
        secure=request.is_secure(),
        httponly=False,
    )


def _rows(user: Any, keys: list[str]) -> QuerySet:
    mine = Cart.objects.filter(user=user).annotate(number=Coalesce(Sum("lines__quantity"), 0))
    return personal.rows_of(mine, key="pk", value=F("number"))


def _html(request: HttpRequest, keys: list[str], rows: list[tuple[str, str]]) -> SafeString:
    number = sum(int(value) for _key, value in rows)
    return render_to_string("components/cart_link.html", {"url": reverse("cart"), "number": number, "is_own": True})
