"""What a product page is made of besides its fields: variants, pictures, specifications, related products, tags."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, Tag
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from shop.catalogue.models.offers import SKU_LENGTH, check_sku
from stoa.core.amounts import AmountField

PAGE = "catalogue.ProductPage"


class ProductTag(ItemBase):
    """A tag on a product."""

    content_object = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="product_tags")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="product_tags")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="unique_product_tag")]


class ProductVariantQuerySet(models.QuerySet["ProductVariant"]):
    """Variants of many products."""

    def choosing(self, options: dict[str, list[str]]) -> Self:
        """Those that are one of the values of each of these options, as the page and the variant name them."""
        found = self
        for name, values in options.items():
            places = [{f"page__option_{place}": name, f"value_{place}__in": values} for place in (1, 2, 3)]
            found = found.filter(Q(**places[0]) | Q(**places[1]) | Q(**places[2]))
        return found


class ProductVariant(TranslatableMixin, Orderable):
    """One choice of the page's options. Its translation key is the same in every language and under every name."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="variants")
    value_1 = models.CharField(_("first option"), max_length=80)
    value_2 = models.CharField(_("second option"), max_length=80, blank=True)
    value_3 = models.CharField(_("third option"), max_length=80, blank=True)
    sku = models.CharField(_("SKU"), max_length=SKU_LENGTH, validators=[check_sku])
    price = AmountField(_("price"), null=True, blank=True, help_text=_("If it differs from the product’s."))
    sale_price = AmountField(_("sale price"), null=True, blank=True)
    weight = models.PositiveIntegerField(_("weight in grams"), null=True, blank=True)
    opening_stock = models.PositiveIntegerField(
        _("opening stock"), null=True, blank=True, help_text=_("When it is first published. Empty: no limit.")
    )
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )

    panels: ClassVar[list] = [
        FieldRowPanel([FieldPanel("value_1"), FieldPanel("value_2"), FieldPanel("value_3")]),
        FieldRowPanel([FieldPanel("sku"), FieldPanel("price"), FieldPanel("sale_price")]),
        FieldRowPanel([FieldPanel("opening_stock"), FieldPanel("weight")]),
        FieldPanel("picture"),
    ]
    override_translatable_fields: ClassVar[list] = [SynchronizedField("sku", overridable=False)]

    objects: ClassVar[Any] = ProductVariantQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("variant")
        verbose_name_plural = _("variants")

    @property
    def values(self) -> list[str]:
        return [value for value in (self.value_1, self.value_2, self.value_3) if value]

    @property
    def label(self) -> str:
        """ "A5, blue"."""
        return ", ".join(self.values)


class ProductPicture(TranslatableMixin, Orderable):
    """A further picture of a product."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("picture")
    )
    alt = models.CharField(_("alternative text"), max_length=300, blank=True)

    panels: ClassVar[list] = [FieldPanel("image"), FieldPanel("alt")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class Specification(TranslatableMixin, Orderable):
    """A line of the table that says what a product is: "Paper", "90 g/m²"."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="specifications")
    name = models.CharField(_("name"), max_length=80)
    value = models.CharField(_("value"), max_length=255)

    panels: ClassVar[list] = [FieldRowPanel([FieldPanel("name"), FieldPanel("value")])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("specification")
        verbose_name_plural = _("specifications")


class RelatedProduct(Orderable):
    """A product that readers of another should see; shown in the reader's language."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="related_products")
    product = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="+", verbose_name=_("product"))

    panels: ClassVar[list] = [FieldPanel("product")]

    class Meta(Orderable.Meta):
        verbose_name = _("related product")
        verbose_name_plural = _("related products")
        constraints = [models.UniqueConstraint(fields=["page", "product"], name="unique_related_product")]
