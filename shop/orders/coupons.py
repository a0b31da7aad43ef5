"""Coupons: is one good for this cart, used when an order is placed, given back when the order comes to nothing.

A refusal never tells why (`CouponRefused`): whoever guesses codes learns nothing. `used` of a coupon is the number of
its redemptions that count; both change together, under the lock of the coupon.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from shop.orders import rate_limits
from shop.orders.exceptions import CouponRefused, TooManyCodes
from shop.orders.models import Coupon, Redemption
from shop.orders.models.coupons import CODE
from shop.orders.pricing import CouponTerms, Line
from stoa.accounts.addresses import normalised
from stoa.accounts.models import User
from stoa.core.money import Money


def enter(request: HttpRequest, code: str, *, lines: Sequence[Line], now: datetime, email: str = "") -> CouponTerms:
    """`find` for a code that a visitor typed: each try counts. Raises CouponRefused, and TooManyCodes (429)."""
    if rate_limits.is_guessing(request):
        raise TooManyCodes
    user = request.user if request.user.is_authenticated else None
    return find(code, lines=lines, user=user, email=email, now=now)


def find(code: str, *, lines: Sequence[Line], user: User | None, email: str, now: datetime) -> CouponTerms:
    """The terms of a code that this buyer may use for these lines now; raises CouponRefused.

    Without `email` only the account's uses are known.
    """
    terms = terms_of(code, user=user, email=email, now=now)
    if terms is None or not terms.fits(lines):
        raise CouponRefused
    return terms


def terms_of(code: str, *, user: User | None, email: str, now: datetime) -> CouponTerms | None:
    """The terms of a code that this buyer may use now, whatever for; None for one that they may not use."""
    typed = code.strip()
    if not re.match(CODE, typed):
        return None
    uses = Redemption.objects.kept().by(user_id=user.pk if user else None, email=normalised(email))
    mine = uses.filter(coupon=OuterRef("pk")).order_by().values("coupon").annotate(all=Count("pk")).values("all")
    named = Coupon.objects.open(now).filter(code__iexact=typed).annotate(mine=Coalesce(Subquery(mine), 0))
    # One row for each offer that it is for, or one in all.
    rows = list(named.annotate(offer=F("offers")))
    if not rows or (rows[0].limit_per_customer is not None and rows[0].mine >= rows[0].limit_per_customer):
        return None
    return rows[0].terms(offers={row.offer for row in rows if row.offer is not None})


@transaction.atomic(savepoint=False)
def redeem(
    *, coupon_id: int, order_key: str, user: User | None, email: str, discount: Money, now: datetime
) -> Redemption:
    """Count a use for an order, once however often it is called; raises CouponRefused when no use is left.

    Called in the transaction that places the order, after the offers were locked.
    """
    address = normalised(email)
    coupon = Coupon.objects.open(now).select_for_update().filter(pk=coupon_id).first()
    limit = coupon.limit_per_customer if coupon is not None else None
    kept = Redemption.objects.kept().filter(coupon_id=coupon_id)
    uses = kept.filter(order_key=order_key)
    if limit is not None:
        uses = uses | kept.by(user_id=user.pk if user else None, email=address)
    found = list(uses)
    before = next((use for use in found if use.order_key == order_key), None)
    if before is not None:
        return before
    if coupon is None or (limit is not None and len(found) >= limit):
        raise CouponRefused
    Coupon.objects.filter(pk=coupon.pk).update(used=F("used") + 1)
    return Redemption.objects.create(
        coupon=coupon,
        order_key=order_key,
        user=user,
        email=address,
        discount=discount.amount,
        currency=discount.currency,
        redeemed_at=now,
    )


@transaction.atomic
def give_back(*, order_key: str, now: datetime) -> bool:
    """The order came to nothing, its coupon may be used again; False when there is nothing to give back (any more)."""
    redemptions = Redemption.objects.kept().filter(order_key=order_key)
    coupon_id = redemptions.values_list("coupon_id", flat=True).first()
    if coupon_id is None:
        return False
    Coupon.objects.select_for_update().get(pk=coupon_id)
    returned = redemptions.filter(coupon_id=coupon_id).update(given_back_at=now)
    if returned:
        Coupon.objects.filter(pk=coupon_id).update(used=F("used") - 1)
    return bool(returned)


def wrong_counts() -> list[str]:
    """One line for each coupon whose count is not that of its redemptions, or beyond its limit; for the invariants."""
    counted = Coupon.objects.annotate(rows=Count("redemptions", filter=Q(redemptions__given_back_at=None)))
    wrong = counted.exclude(used=F("rows")) | counted.filter(used__gt=F("limit_total"))
    return [f"Coupon {coupon.pk}: used {coupon.used}, redemptions {coupon.rows}" for coupon in wrong.order_by("pk")]
