"""Carts: what somebody means to buy. A visitor's cart is known by a key in their session, a member's by the member."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models.coupons import CODE_LENGTH
from stoa.core.amounts import AmountField
from stoa.core.money import Money

#: Pieces of one offer, and lines of one cart or order.
MAX_QUANTITY = 999
MAX_LINES = 100


class Cart(models.Model):
    """Made when the first thing is put in, never before. Written by `shop.orders.cart` and the checkout."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="cart",
        verbose_name=_("member"),
    )
    coupon_code = models.CharField(_("coupon"), max_length=CODE_LENGTH, blank=True)
    #: The order that is placed from this cart gets this key, and the cart a new one: a second click finds the order.
    checkout_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    #: What was typed so far, right or wrong: {step: {field: text}}.
    checkout = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), db_index=True)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("cart")
        verbose_name_plural = _("carts")

    def __str__(self) -> str:
        return str(self.key)


class CartLine(models.Model):
    """So many of one offer, and what it cost when it was last put in: the price that counts is always today's."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines", verbose_name=_("cart"))
    offer = models.ForeignKey(
        "catalogue.Offer", on_delete=models.PROTECT, related_name="cart_lines", verbose_name=_("offer")
    )
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    price_seen = AmountField(_("price seen"))
    currency = models.CharField(_("currency"), max_length=3)
    added_at = models.DateTimeField(_("added"))

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of a cart")
        verbose_name_plural = _("lines of carts")
        constraints = [
            models.UniqueConstraint(fields=["cart", "offer"], name="cart_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MAX_QUANTITY), name="cart_line_quantity_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.offer_id}"

    @property
    def seen(self) -> Money:
        return Money(self.price_seen, self.currency)
