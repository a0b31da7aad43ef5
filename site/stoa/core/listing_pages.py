"""Pages that show what lies below them in lists, each at an address of its own: all of it, by tag, by category …"""

from functools import cached_property
from typing import Any, Protocol, Self

from django.apps import apps
from django.core.paginator import Page as PageOfList
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from stoa.core import kept, previews
from stoa.core.access import Viewer
from stoa.core.pages import BasePage
from stoa.core.seo import Head, breadcrumb_data


class ListingPage(RoutablePageMixin, BasePage):
    """Its routes show the lists."""

    class Meta:
        abstract = True

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        # A page with routes would show itself, whatever the mode.
        return previews.serve(self, request, mode_name) or super().serve_preview(request, mode_name)

    def path_of(self, route: str, **arguments: Any) -> str:
        """The address of a route of this page, without the host."""
        with translation.override(self.locale.language_code):
            return (self.url or "/") + self.reverse_subpage(route, kwargs=arguments)

    def address_of(self, route: str, **arguments: Any) -> str:
        """The absolute address of a route of this page."""
        with translation.override(self.locale.language_code):
            return (self.full_url or "/") + self.reverse_subpage(route, kwargs=arguments)

    def translations_visible_to(self, user: Viewer) -> list[Self]:
        """This page in each language, where `user` may see it; only to be read, for all visitors share theirs."""
        if user.is_authenticated:
            return self._translations(user)
        return kept.fact(f"translations:{self.translation_key}", lambda: self._translations(user))

    def _translations(self, user: Viewer) -> list[Self]:
        pages = type(self).objects.filter(translation_key=self.translation_key)
        return list(pages.visible_to(user).select_related("locale").order_by("locale_id"))


def page_above(page: Page, label: str) -> Any:
    """The page of the model `label` ("blog.BlogIndexPage") that `page` stands in; shared by all requests, so only to
    be read."""
    path = page.path[: -page.steplen]
    pages = apps.get_model(label).objects.select_related("locale")
    return kept.fact(f"above:{path}", lambda: pages.get(path=path))


def arguments_of(subject: Any, field: str) -> dict[int, dict[str, Any]]:
    """{locale: {field: its value}} of a snippet in all its languages, as a route asks for it. One query."""
    translations = type(subject).objects.filter(translation_key=subject.translation_key)
    return {locale: {field: value} for locale, value in translations.values_list("locale_id", field)}


class Listed(Protocol):
    """A list as its head needs it; the one of everything has no heading of its own."""

    heading: str
    description: str

    def address(self) -> str:
        """Absolute."""
        ...

    def alternates(self, request: HttpRequest) -> list[tuple[str, str]]:
        """(language code, absolute address) of the list in each language that has it."""
        ...


class ListHead(Head):
    """The head of one page of a list: its own title, address and languages."""

    def __init__(self, page: ListingPage, request: HttpRequest, *, listed: Listed, shown: PageOfList) -> None:
        super().__init__(page, request)
        self.listed = listed
        self.shown = shown

    @property
    def title(self) -> str:
        return self.listed.heading or super().title

    @property
    def description(self) -> str:
        return self.listed.description or super().description

    @cached_property
    def canonical(self) -> str:
        address = self.listed.address()
        return f"{address}?page={self.shown.number}" if self.shown.number > 1 else address

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        return self.listed.alternates(self.request)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """(title, absolute address) of what leads from the page to the list, itself last."""
        return [(self.title, self.listed.address())] if self.listed.heading else []

    @cached_property
    def structured_data(self) -> dict[str, Any]:
        page = {"@type": "CollectionPage", "name": self.title, "url": self.canonical, "description": self.description}
        page["inLanguage"] = self.page.locale.language_code
        crumbs = breadcrumb_data(self.page, self.request, further=self.steps)
        return {"@context": "https://schema.org", "@graph": [page, *crumbs]}
