"""Who sells: what invoices say of the shop, typed in once in the admin."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

#: Without them an invoice is none. Not every seller has a VAT number.
NEEDED = ("company", "address")


class PaperSize(models.TextChoices):
    """Of what invoices are printed on."""

    BY_COUNTRY = "", _("as in the buyer's country")
    A4 = "A4", "A4"
    LETTER = "Letter", "Letter"


@register_setting(icon="doc-full", order=300)
class SellerDetails(BaseGenericSetting):
    """The shop as a trader; each invoice keeps a copy of its own."""

    company = models.CharField(_("company"), max_length=200, blank=True)
    address = models.TextField(
        _("address"), max_length=500, blank=True, help_text=_("As an envelope has it, with the country.")
    )
    vat_number = models.CharField(_("VAT number"), max_length=30, blank=True)
    register_entry = models.CharField(
        _("entry in the register"), max_length=200, blank=True, help_text=_("Number and court, where the law asks.")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    bank = models.TextField(_("bank account"), max_length=300, blank=True, help_text=_("Bank, IBAN and BIC."))
    footer = models.TextField(_("footer"), max_length=500, blank=True, help_text=_("Stands below every invoice."))
    paper = models.CharField(
        _("paper"), max_length=10, choices=PaperSize.choices, default=PaperSize.BY_COUNTRY, blank=True
    )

    objects: ClassVar[Any] = models.Manager()

    panels = [
        MultiFieldPanel(
            [FieldPanel("company"), FieldPanel("address"), FieldPanel("vat_number")],
            heading=_("Seller"),
        ),
        FieldPanel("register_entry"),
        FieldPanel("email"),
        FieldPanel("phone"),
        FieldPanel("bank"),
        FieldPanel("footer"),
        FieldPanel("paper"),
    ]

    class Meta:
        verbose_name = _("seller on invoices")

    def __str__(self) -> str:
        return self.company

    @classmethod
    def current(cls) -> Self:
        """The row, or an empty one where nobody has typed anything: reading writes nothing."""
        return cls.objects.first() or cls()

    @property
    def missing(self) -> list[str]:
        """The names of the fields that are empty and that an invoice needs by the law of most countries."""
        needed = [self._meta.get_field(name) for name in NEEDED]
        return [str(field.verbose_name) for field in needed if not getattr(self, field.name).strip()]

    @property
    def is_complete(self) -> bool:
        """Does an invoice name its seller as the law of most countries asks?"""
        return not self.missing
