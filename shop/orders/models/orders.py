"""Orders: what was bought, by whom, at which price. Everything is copied, so that nothing changes afterwards."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models.coupons import CODE_LENGTH, Coupon
from shop.orders.models.shipping import ShippingMethod
from stoa.core.amounts import AmountField, summed
from stoa.core.money import Money

NUMBER_LENGTH = 20


class State(models.TextChoices):
    """Where an order stands; `shop.orders.states` says what may follow what."""

    WAITING = "waiting", _("waiting for payment")
    PAID = "paid", _("paid")
    PARTLY_SHIPPED = "partly_shipped", _("partly shipped")
    SHIPPED = "shipped", _("shipped")
    COMPLETED = "completed", _("completed")
    CANCELLED = "cancelled", _("cancelled")
    REFUNDED = "refunded", _("refunded")
    EXPIRED = "expired", _("expired")


#: The buyer has paid and not got the money back.
SETTLED = (State.PAID, State.PARTLY_SHIPPED, State.SHIPPED, State.COMPLETED)


class OrderQuerySet(models.QuerySet["Order"]):
    """Orders."""

    def settled(self) -> Self:
        return self.filter(state__in=SETTLED)

    def of(self, user: Any) -> Self:
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def newest_first(self) -> Self:
        return self.order_by("-placed_at", "-pk")


class Order(models.Model):
    """Placed by `shop.orders.placing`; its state changes in `shop.orders.states` only.

    Amounts are those of `pricing.Breakdown` and add up (see the constraint); `key` is in the addresses of its pages.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    #: Of the cart it was placed from: who asks twice with the same cart gets the same order.
    cart_key = models.UUIDField(null=True, editable=False)
    number = models.CharField(_("number"), max_length=NUMBER_LENGTH, unique=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("member"),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=12)
    note = models.TextField(_("note of the buyer"), max_length=1000, blank=True)

    currency = models.CharField(_("currency"), max_length=3)
    prices_include_tax = models.BooleanField(_("prices include tax"))
    subtotal = AmountField(_("subtotal"))
    discount = AmountField(_("discount"))
    shipping = AmountField(_("shipping"))
    shipping_percent = models.DecimalField(_("tax rate of shipping"), max_digits=6, decimal_places=3, default=0)
    shipping_tax = AmountField(_("tax of shipping"))
    tax = AmountField(_("tax"))
    total = AmountField(_("total"))
    #: Where it is taxed.
    tax_country = models.CharField(_("country of the tax"), max_length=2, blank=True)

    coupon = models.ForeignKey(
        Coupon, on_delete=models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("coupon")
    )
    coupon_code = models.CharField(_("coupon code"), max_length=CODE_LENGTH, blank=True)
    shipping_method = models.ForeignKey(
        ShippingMethod,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("shipping method"),
    )
    shipping_name = models.CharField(_("shipping"), max_length=200, blank=True)
    is_pick_up = models.BooleanField(_("picked up"), default=False)

    placed_at = models.DateTimeField(_("placed"), db_index=True)
    #: Until then its goods are held for the buyer.
    expires_at = models.DateTimeField(_("held until"))
    paid_at = models.DateTimeField(_("paid on"), null=True, blank=True)

    objects: ClassVar[Any] = OrderQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints = [
            models.CheckConstraint(
                condition=Q(prices_include_tax=True, total=summed(F("subtotal") - F("discount") + F("shipping")))
                | Q(prices_include_tax=False, total=summed(F("subtotal") - F("discount") + F("shipping") + F("tax"))),
                name="order_total_is_its_parts",
            ),
            models.CheckConstraint(
                condition=Q(subtotal__gte=0, discount__gte=0, shipping__gte=0, tax__gte=0, total__gte=0)
                & Q(discount__lte=F("subtotal")),
                name="order_amounts_not_negative",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="order_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=SETTLED) | Q(paid_at__isnull=False), name="order_settled_has_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-placed_at"], name="order_by_state"),
            models.Index(fields=["user", "-placed_at"], name="order_of_member"),
            models.Index(fields=["email"], name="order_by_email"),
            models.Index(fields=["expires_at"], condition=Q(state="waiting"), name="order_waiting_until"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total_money(self) -> Money:
        return Money(self.total, self.currency)

    @property
    def is_waiting(self) -> bool:
        return self.state == State.WAITING

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED


class OrderLine(models.Model):
    """A copy of what was bought; amounts are for the whole line, `listed` and `unit` for one piece."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines", verbose_name=_("order"))
    offer = models.ForeignKey(
        "catalogue.Offer", on_delete=models.PROTECT, related_name="order_lines", verbose_name=_("offer")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=20)
    translation_key = models.UUIDField(db_index=True)
    name = models.CharField(_("name"), max_length=255)
    label = models.CharField(_("variant"), max_length=255, blank=True)
    sku = models.CharField(_("SKU"), max_length=64)
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    ships = models.BooleanField(_("is shipped"))
    weight = models.PositiveIntegerField(_("weight in grams"), default=0)
    shipped = models.PositiveSmallIntegerField(_("shipped"), default=0)
    refunded = models.PositiveSmallIntegerField(_("refunded"), default=0)
    listed = AmountField(_("listed price"))
    unit = AmountField(_("unit price"))
    price = AmountField(_("price"))
    discount = AmountField(_("discount"))
    tax_class = models.SlugField(_("tax class"))
    percent = models.DecimalField(_("tax rate"), max_digits=6, decimal_places=3)
    net = AmountField(_("net"))
    tax = AmountField(_("tax"))
    total = AmountField(_("total"))

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of an order")
        verbose_name_plural = _("lines of orders")
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position_once"),
            models.UniqueConstraint(fields=["order", "offer"], name="order_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="order_line_of_something"),
            models.CheckConstraint(
                condition=Q(shipped__lte=F("quantity"), refunded__lte=F("quantity")),
                name="order_line_no_more_than_bought",
            ),
            models.CheckConstraint(
                condition=Q(price=summed(F("unit") * F("quantity")), total=summed(F("net") + F("tax"))),
                name="order_line_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(discount__gte=0, discount__lte=F("price")), name="order_line_discount_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.sku}"

    @property
    def full_name(self) -> str:
        return ", ".join(part for part in (self.name, self.label) if part)


class OrderAddress(models.Model):
    """Where an order goes, or to whom its invoice is made out."""

    SHIPPING = "shipping"
    BILLING = "billing"
    KINDS = ((SHIPPING, _("delivery")), (BILLING, _("invoice")))

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="addresses", verbose_name=_("order"))
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS)
    name = models.CharField(_("name"), max_length=200, blank=True)
    company = models.CharField(_("company"), max_length=200, blank=True)
    vat_number = models.CharField(_("VAT number"), max_length=20, blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    street_more = models.CharField(_("flat, floor, …"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("town"), max_length=200, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2)
    phone = models.CharField(_("phone"), max_length=30, blank=True)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("address of an order")
        verbose_name_plural = _("addresses of orders")
        constraints = [models.UniqueConstraint(fields=["order", "kind"], name="order_address_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.order_id}"
