"""Categories, authors and series: translatable snippets that posts refer to."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from stoa.core.nesting import Nested, NestedForm, NestedQuerySet
from stoa.core.translated import TranslatedSnippet


@register_snippet
class Category(Nested, index.Indexed, TranslatedSnippet, models.Model):
    """What a post is about; categories may lie within one another."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, allow_unicode=True)
    description = models.TextField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("within")
    )

    panels: ClassVar[list] = [
        TitleFieldPanel("name", placeholder=False, targets=["slug"]),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("description"),
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
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="unique_category_slug")]

    def __str__(self) -> str:
        return self.name


@register_snippet
class Author(index.Indexed, TranslatedSnippet, models.Model):
    """Who writes; may be tied to a user of the site."""

    name = models.CharField(_("name"), max_length=120)
    handle = models.SlugField(_("handle"), max_length=80, allow_unicode=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    bio = models.TextField(_("about"), blank=True)
    website = models.URLField(_("website"), blank=True)
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="authors",
        verbose_name=_("user"),
    )

    panels: ClassVar[list] = [
        TitleFieldPanel("name", placeholder=False, targets=["handle"]),
        FieldPanel("handle", widget=SlugInput),
        FieldPanel("role"),
        FieldPanel("bio"),
        FieldPanel("website"),
        FieldPanel("photo"),
        FieldPanel("user"),
    ]
    search_fields: ClassVar[list] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatedSnippet.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [models.UniqueConstraint(fields=["handle", "locale"], name="unique_author_handle")]

    def __str__(self) -> str:
        return self.name


@register_snippet
class Series(TranslatedSnippet, models.Model):
    """Posts that belong together, in the order of their dates."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, allow_unicode=True)
    description = models.TextField(_("description"), blank=True)

    panels: ClassVar[list] = [
        TitleFieldPanel("title", placeholder=False, targets=["slug"]),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("description"),
    ]

    class Meta(TranslatedSnippet.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="unique_series_slug")]

    def __str__(self) -> str:
        return self.title
