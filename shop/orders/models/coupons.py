"""Coupons, and who has used them. Only `shop.orders.coupons` writes redemptions and how often a coupon was used."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.orders.models.shipping import shop_currency
from shop.orders.pricing import CouponKind, CouponTerms
from stoa.core.amounts import AmountField
from stoa.core.things import KEY_LENGTH

CODE_LENGTH = 40
MOST_USES = 1_000_000
CODE = r"^[A-Za-z0-9][A-Za-z0-9-]{2,39}\Z"


class Kind(models.TextChoices):
    """What the value of a coupon means."""

    PERCENT = CouponKind.PERCENT.value, _("per cent")
    AMOUNT = CouponKind.AMOUNT.value, _("amount")


class CouponQuerySet(models.QuerySet["Coupon"]):
    """Coupons."""

    def open(self, now: datetime) -> Self:
        """Those in use, begun and not over, with uses left."""
        begun, ahead = Q(starts_at=None) | Q(starts_at__lte=now), Q(ends_at=None) | Q(ends_at__gt=now)
        left = Q(limit_total=None) | Q(used__lt=F("limit_total"))
        return self.filter(begun, ahead, left, is_active=True, currency=settings.SHOP_CURRENCY)


class Coupon(models.Model):
    """A code that takes something off. Capitals and small letters are the same."""

    code = models.CharField(
        _("code"),
        max_length=CODE_LENGTH,
        validators=[RegexValidator(CODE, _("3 to 40 letters without accents, digits and hyphens."))],
    )
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("For the shop only."))
    is_active = models.BooleanField(_("in use"), default=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PERCENT)
    value = AmountField(_("value"))
    currency = models.CharField(_("currency"), max_length=3, default=shop_currency, editable=False)
    free_shipping = models.BooleanField(_("free shipping"), default=False)
    minimum = AmountField(
        _("minimum"),
        default=Decimal(0),
        help_text=_("What all goods in the cart must come to, before the discount."),
    )
    #: Translation keys of the categories it is for, as texts; with `offers` empty it is for everything.
    category_keys = models.JSONField(_("categories"), default=list, blank=True)
    offers = models.ManyToManyField("catalogue.Offer", blank=True, related_name="+", verbose_name=_("goods"))
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)
    limit_total = models.PositiveIntegerField(
        _("uses"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_USES)],
        help_text=_("By all buyers together; empty for any number."),
    )
    limit_per_customer = models.PositiveIntegerField(
        _("uses by one buyer"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_USES)],
        help_text=_("Known by account or e-mail address."),
    )
    used = models.PositiveIntegerField(_("used"), default=0, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects: ClassVar[Any] = CouponQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("coupon")
        verbose_name_plural = _("coupons")
        constraints = [
            models.UniqueConstraint(
                Upper("code"), name="coupon_code_once", violation_error_message=_("There is a coupon with this code.")
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0) & (~Q(kind="percent") | Q(value__lte=100)), name="coupon_value_is_possible"
            ),
            models.CheckConstraint(condition=Q(minimum__gte=0), name="coupon_minimum_not_negative"),
            models.CheckConstraint(
                condition=Q(limit_total=None) | Q(used__lte=F("limit_total")), name="coupon_used_within_limit"
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(starts_at__lt=F("ends_at")),
                name="coupon_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        super().clean()
        self.code = self.code.upper()
        if self.value is not None and not self.value and not self.free_shipping:
            raise ValidationError({"value": _("It gives nothing: enter a value, or free shipping.")})
        if self.kind == Kind.PERCENT and self.value is not None and self.value > 100:
            raise ValidationError({"value": _("More than 100 per cent is too much.")})
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            raise ValidationError({"ends_at": _("It ends before it begins.")})
        if self.limit_total is not None and self.limit_total < self.used:
            raise ValidationError({"limit_total": _("It was used %(used)s times already.") % {"used": self.used}})

    def save(self, **kwargs: Any) -> None:
        """Leave `used` alone: who edits a coupon read it before others used it."""
        self.code = self.code.upper()
        if not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = [field.name for field in self._meta.concrete_fields if field.name not in KEPT]
        super().save(**kwargs)

    def terms(self, offers: Iterable[int]) -> CouponTerms:
        """`offers` are the ids of those that it is for."""
        return CouponTerms(
            kind=CouponKind(self.kind),
            value=self.value,
            minimum=self.minimum,
            categories=frozenset(self.category_keys),
            offers=frozenset(offers),
            free_shipping=self.free_shipping,
            coupon_id=self.pk,
            code=self.code,
        )


#: What the form of a coupon does not write.
KEPT = {"id", "used"}


class RedemptionQuerySet(models.QuerySet["Redemption"]):
    """Redemptions."""

    def kept(self) -> Self:
        """Those that count: not given back."""
        return self.filter(given_back_at=None)

    def by(self, *, user_id: int | None, email: str) -> Self:
        """Those of one buyer, known by account or address; of nobody when neither is known."""
        known = Q(user_id=user_id) if user_id else Q(pk=None)
        return self.filter(known | Q(email=email) if email else known)


class Redemption(models.Model):
    """One order has used one coupon; given back when the order comes to nothing. Rows are never deleted."""

    coupon = models.ForeignKey(Coupon, on_delete=models.PROTECT, related_name="redemptions", verbose_name=_("coupon"))
    order_key = models.CharField(_("order"), max_length=KEY_LENGTH)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member"),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    discount = AmountField(_("discount"))
    currency = models.CharField(_("currency"), max_length=3)
    redeemed_at = models.DateTimeField(_("used"))
    given_back_at = models.DateTimeField(_("given back"), null=True, blank=True)

    objects: ClassVar[Any] = RedemptionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("use of a coupon")
        verbose_name_plural = _("uses of coupons")
        constraints = [
            models.UniqueConstraint(
                fields=["order_key"], condition=Q(given_back_at=None), name="redemption_once_an_order"
            ),
            models.CheckConstraint(condition=Q(discount__gte=0), name="redemption_discount_not_negative"),
        ]
        indexes = [
            models.Index(fields=["coupon", "email"], name="redemption_by_email"),
            models.Index(fields=["coupon", "user"], name="redemption_by_user"),
            models.Index(fields=["-redeemed_at", "-id"], name="redemption_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.coupon_id}: {self.order_key}"
