"""The home page and plain pages."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from home.blocks import SectionStreamBlock
from home.links import find_links
from stoa.core.pages import BasePage, BodyPage


class HomePage(BasePage):
    """The first page of the site in one language, from sections."""

    sections = StreamField(SectionStreamBlock(), blank=True, verbose_name=_("sections"))

    content_panels: ClassVar[list] = [*BasePage.content_panels, FieldPanel("sections")]

    parent_page_types: ClassVar[list] = ["wagtailcore.Page"]
    template = "home/home.html"
    schema_type = "WebSite"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        sections = [(section.block, section.value) for section in self.sections]
        return super().get_context(request, *args, **kwargs) | {"links": find_links(sections, request)}


class StandardPage(BodyPage):
    """A page of its own: about, imprint and the like."""

    content_panels: ClassVar[list] = [*BodyPage.content_panels, FieldPanel("body")]

    template = "home/standard.html"
    is_plain = True

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
