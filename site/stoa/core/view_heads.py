"""What the `<head>` says of a page that a view makes, at an address with a name, in every language."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import get_language

from stoa.core import seo
from stoa.core.machines import root_url
from stoa.core.models import SiteSettings


class ViewHead(seo.Head):
    """The head of the page that `request` asks for.

    `above` are (title, path) of what stands between the home page and this one; `data` is what schema.org knows of it,
    without address and language. `number` is that of a list's page.
    """

    open_graph_type = "website"
    feeds: list[seo.FeedLink] = []

    def __init__(
        self,
        request: HttpRequest,
        *,
        title: str,
        description: str = "",
        robots: str = "",
        above: Sequence[tuple[str, str]] = (),
        data: dict[str, Any] | None = None,
        picture: dict[str, Any] | None = None,
        number: int = 1,
    ) -> None:
        self.request = request
        self.words = (title, description)
        self.robots = robots
        self.above = above
        self.data = data or {"@type": "WebPage"}
        self.picture = picture
        self.number = number
        request.shown_head = self  # type: ignore[attr-defined]  # the language switcher asks it

    @property
    def title(self) -> str:
        return self.words[0]

    @property
    def description(self) -> str:
        return self.words[1]

    @cached_property
    def canonical(self) -> str:
        address = root_url(self.request) + self.request.path
        return f"{address}?page={self.number}" if self.number > 1 else address

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        """(language code, absolute address) in every language that has the address."""
        match = self.request.resolver_match
        found = []
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                try:
                    path = reverse(match.view_name, args=match.args, kwargs=match.kwargs) if match else ""
                except NoReverseMatch:
                    continue
                found.append((code, root_url(self.request) + path))
        return found

    @property
    def open_graph(self) -> list[tuple[str, str]]:
        language = get_language() or settings.LANGUAGE_CODE
        properties = [
            ("og:type", self.open_graph_type),
            ("og:site_name", SiteSettings.for_request(self.request).site_name),
            ("og:title", self.title),
            ("og:description", self.description),
            ("og:url", self.canonical),
            ("og:locale", seo.open_graph_locale(language)),
        ]
        return [(name, content) for name, content in properties if content]

    @cached_property
    def image(self) -> dict[str, Any] | None:
        return self.picture or seo.default_share_picture(self.request)

    @cached_property
    def structured_data(self) -> dict[str, Any]:
        page = {
            "@id": self.canonical,
            "url": self.canonical,
            "inLanguage": get_language(),
            "name": self.title,
        } | self.data
        return {"@context": "https://schema.org", "@graph": [page, self._breadcrumbs()]}

    def _breadcrumbs(self) -> dict[str, Any]:
        root = root_url(self.request)
        home = (SiteSettings.for_request(self.request).site_name, f"/{get_language()}/")
        above = ((title, root + path) for title, path in (home, *self.above))
        return seo.breadcrumbs([*above, (self.title, self.canonical)])
