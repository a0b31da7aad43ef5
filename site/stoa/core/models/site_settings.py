"""What an editor sets once for the site, and once for each language."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Site
from wagtail.snippets.models import register_snippet

from stoa.core import images, kept, sites
from stoa.core.translated import TranslatedSnippet

#: What a link that an editor types may begin with; what begins with none of these and no scheme leads within the site.
SCHEMES = {"http", "https", "mailto", "tel"}
# Browsers leave these out of an address.
_UNSEEN = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"([^/?#:]*):")


def refuse_programs(address: str) -> None:
    """Raises ValidationError for an address that a browser would run, such as javascript: or data:."""
    scheme = _SCHEME.match(_UNSEEN.sub("", address))
    if scheme and scheme[1].lower() not in SCHEMES:
        raise ValidationError(_("Give an address that begins with https:// or with /."))


class MenuLinkBlock(blocks.StructBlock):
    """A page (its own title unless a label is given) or an address with a label."""

    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    url = blocks.CharBlock(required=False, label=_("Address"), help_text=_("Only if no page is chosen."))
    label = blocks.CharBlock(required=False, label=_("Label"), max_length=60)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            refuse_programs(cleaned.get("url") or "")
        except ValidationError as error:
            raise StructBlockValidationError({"url": error}) from error
        return cleaned

    class Meta:
        icon = "link"
        label = _("menu link")


class SocialLinkBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=40)
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "globe"
        label = _("social link")


@register_setting(icon="cog", order=1)
class SiteSettings(BaseSiteSetting):
    """Facts about the site that are the same in every language."""

    site_name = models.CharField(_("site name"), max_length=80, default="Stoa")
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    icon = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("icon"),
        help_text=_("Shown on the tab of a browser and on the home screen of a telephone: square and simple."),
    )
    default_share_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("default share image"),
        help_text=_("Shown when a page without a picture is shared."),
    )
    social_links = StreamField([("link", SocialLinkBlock())], blank=True, verbose_name=_("social links"))
    comments_enabled = models.BooleanField(_("comments are on"), default=True)
    reviews_are_read_first = models.BooleanField(
        _("reviews are read first"),
        default=False,
        help_text=_("Reviews of products appear once a moderator has approved them."),
    )

    panels = [
        FieldPanel("site_name"),
        FieldPanel("logo"),
        FieldPanel("icon"),
        FieldPanel("default_share_image"),
        FieldPanel("social_links"),
        FieldPanel("comments_enabled"),
        FieldPanel("reviews_are_read_first"),
    ]

    class Meta:
        verbose_name = _("site settings")

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        # Made now, so that no reader waits for it.
        images.icon_addresses(self.icon)

    @classmethod
    def for_request(cls, request: HttpRequest) -> "SiteSettings":
        """The settings of the site that is asked, kept in the process: read-only."""
        site = sites.site_of(request)
        return kept.fact(f"settings:{site.pk if site else None}", lambda: cls.for_site(site))

    @classmethod
    def for_site(cls, site: Site | None) -> "SiteSettings":
        """The site's row, or the defaults where there is none: reading writes nothing."""
        return cls.objects.filter(site=site).first() or cls(site=site)


@receiver(post_save, sender=Site, dispatch_uid="settings_of_a_new_site")
def _give_settings(sender: type, instance: Site, created: bool, raw: bool, **kwargs: Any) -> None:
    """Each site gets its row when it is made; what is loaded from a file brings its own."""
    if created and not raw:
        SiteSettings.objects.get_or_create(site=instance)


@register_snippet
class SiteText(TranslatedSnippet, models.Model):
    """Menus, tagline, announcement and footer in one language."""

    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    announcement = models.CharField(
        _("announcement"), max_length=200, blank=True, help_text=_("A bar above every page.")
    )
    announcement_url = models.CharField(_("announcement link"), max_length=200, blank=True)
    header_menu = StreamField([("link", MenuLinkBlock())], blank=True, verbose_name=_("header menu"))
    footer_menu = StreamField([("link", MenuLinkBlock())], blank=True, verbose_name=_("footer menu"))
    footer_text = models.TextField(_("footer text"), blank=True)

    panels = [
        FieldPanel("tagline"),
        MultiFieldPanel([FieldPanel("announcement"), FieldPanel("announcement_url")], heading=_("Announcement")),
        FieldPanel("header_menu"),
        FieldPanel("footer_menu"),
        FieldPanel("footer_text"),
    ]

    class Meta(TranslatedSnippet.Meta):
        verbose_name = _("menus and site texts")
        verbose_name_plural = _("menus and site texts")
        constraints = [models.UniqueConstraint(fields=["locale"], name="one_site_text_per_locale")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.locale}"

    def clean(self) -> None:
        super().clean()
        try:
            refuse_programs(self.announcement_url)
        except ValidationError as error:
            raise ValidationError({"announcement_url": error}) from error
