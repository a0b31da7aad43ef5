"""Categories of products."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from stoa.core.nesting import Nested, NestedForm, NestedQuerySet
from stoa.core.translated import TranslatedSnippet


class ProductCategory(Nested, index.Indexed, TranslatedSnippet, models.Model):
    """What kind of thing a product is; categories may lie within one another."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, allow_unicode=True)
    description = models.TextField(_("description"), blank=True)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("within")
    )

    panels: ClassVar[list] = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("picture"),
        FieldPanel("parent"),
    ]
    base_form_class = NestedForm
    search_fields: ClassVar[list] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]

    objects: ClassVar[Any] = NestedQuerySet.as_manager()

    class Meta(TranslatedSnippet.Meta):
        verbose_name = _("category of products")
        verbose_name_plural = _("categories of products")
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="unique_product_category_slug")]

    def __str__(self) -> str:
        return self.name
