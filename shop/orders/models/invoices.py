"""Invoices and credit notes: issued once, never changed; and how the drawing of their PDFs goes."""

from typing import Any, ClassVar, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _

from shop.orders.exceptions import InvoiceIsFrozen
from shop.orders.models.orders import Order
from stoa.core.amounts import AmountField
from stoa.core.money import DECIMAL_PLACES, Money

ABOUT_LENGTH = 80


class InvoiceKind(models.TextChoices):
    """What is asked of the buyer, or given back."""

    INVOICE = "invoice", _("invoice")
    CREDIT_NOTE = "credit_note", _("credit note")


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    """Invoices and credit notes: written one by one, by `shop.orders.invoices.issuing`."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise InvoiceIsFrozen

    def delete(self) -> NoReturn:
        raise InvoiceIsFrozen

    def newest_first(self) -> "InvoiceQuerySet":
        return self.order_by("-issued_at", "-pk")


class Invoice(models.Model):
    """An invoice, or a credit note for part of one. The database, too, refuses to change it.

    `data` and `buyer` are what was true when it was issued (`shop.orders.invoices.frozen`): the PDF is drawn from them
    alone. `total` of a credit note is what it gives back, above nothing as well.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=InvoiceKind.choices)
    series = models.CharField(_("series"), max_length=10)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    #: "INV-2026-000123": series, year and number, as they are written.
    reference = models.CharField(_("number"), max_length=30, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="invoices", verbose_name=_("order"))
    credited = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="credit_notes",
        verbose_name=_("credited invoice"),
    )
    #: What it is about: who issues for the same again gets the same one.
    about = models.CharField(max_length=ABOUT_LENGTH, unique=True)
    issued_at = models.DateTimeField(_("issued"))
    currency = models.CharField(_("currency"), max_length=3)
    language = models.CharField(_("language"), max_length=12)
    net = AmountField(_("net"))
    tax = AmountField(_("tax"))
    total = AmountField(_("total"))
    buyer = models.JSONField(_("buyer"), encoder=DjangoJSONEncoder)
    data = models.JSONField(_("content"), encoder=DjangoJSONEncoder)

    objects: ClassVar[Any] = InvoiceQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "number"], name="invoice_number_once"),
            models.UniqueConstraint(fields=["order"], condition=Q(kind="invoice"), name="invoice_once_per_order"),
            models.CheckConstraint(
                condition=Q(kind="invoice", credited=None) | Q(kind="credit_note", credited__isnull=False),
                name="invoice_credits_when_it_is_a_credit_note",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="invoice_numbers_from_one"),
            models.CheckConstraint(
                condition=Q(
                    net__gte=0, tax__gte=0, total=Round(models.F("net") + models.F("tax"), precision=DECIMAL_PLACES)
                ),
                name="invoice_adds_up",
            ),
        ]
        indexes = [models.Index(fields=["-issued_at", "-id"], name="invoice_newest")]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise InvoiceIsFrozen
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise InvoiceIsFrozen

    @property
    def total_money(self) -> Money:
        return Money(self.total, self.currency)

    @property
    def is_credit_note(self) -> bool:
        return self.kind == InvoiceKind.CREDIT_NOTE


class InvoiceDrawing(models.Model):
    """Whether the PDF of an invoice is drawn, how often that went wrong, and why. Made with it."""

    invoice = models.OneToOneField(Invoice, on_delete=models.CASCADE, related_name="drawing", verbose_name=_("invoice"))
    drawn_at = models.DateTimeField(_("drawn"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures"), default=0)
    problem = models.CharField(_("problem"), max_length=200, blank=True)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("drawing of an invoice")
        verbose_name_plural = _("drawings of invoices")
        indexes = [models.Index(fields=["invoice"], condition=Q(drawn_at=None), name="invoice_not_drawn")]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.problem or self.drawn_at}"
