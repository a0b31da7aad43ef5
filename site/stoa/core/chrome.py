"""What stands around every page: site name, menus, languages. One object a request, worked out when asked."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language

from stoa.core import seo
from stoa.core.models import SiteSettings, SiteText


@dataclass(frozen=True)
class MenuItem:
    """A link of a menu; `is_current` when the reader is there or below."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class LanguageChoice:
    """A language of the switcher, its own name, and where this page is in it."""

    code: str
    name: str
    url: str
    is_current: bool


class Chrome:
    """Names, menus and languages around the page that `request` shows."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def settings(self) -> SiteSettings:
        return SiteSettings.for_request(self.request)

    @cached_property
    def text(self) -> SiteText | None:
        """The site's words in this language, else in the default one."""
        texts = {text.locale.language_code: text for text in SiteText.objects.select_related("locale")}
        return texts.get(get_language() or "") or texts.get(settings.LANGUAGE_CODE)

    @cached_property
    def home_url(self) -> str:
        return f"/{get_language()}/"

    @cached_property
    def header_menu(self) -> list[MenuItem]:
        return self._menu(self.text.header_menu) if self.text else []

    @cached_property
    def footer_menu(self) -> list[MenuItem]:
        return self._menu(self.text.footer_menu) if self.text else []

    @cached_property
    def languages(self) -> list[LanguageChoice]:
        """Every language; a page without a translation leads to that language's home."""
        head: seo.Head | None = getattr(self.request, "shown_head", None)
        addresses = dict(head.alternates) if head else {}
        current = get_language()
        return [
            LanguageChoice(code, name, addresses.get(code) or f"/{code}/", code == current)
            for code, name in settings.LANGUAGES
        ]

    def _menu(self, links: Any) -> list[MenuItem]:
        return [item for link in links if (item := self._menu_item(link.value))]

    def _menu_item(self, link: Any) -> MenuItem | None:
        page = link.get("page")
        if page is None:
            url = link.get("url") or ""
            return MenuItem(link.get("label") or url, url, self._is_current(url)) if url else None
        page = page.localized
        if not page.live:
            return None
        url = page.get_url(self.request)
        return MenuItem(link.get("label") or page.title, url, self._is_current(url))

    def _is_current(self, url: str) -> bool:
        path = self.request.path
        return path == url or (url not in ("/", self.home_url) and path.startswith(url))


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `chrome`."""
    return {"chrome": Chrome(request)}
