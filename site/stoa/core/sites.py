"""Sites, languages and addresses of pages, from facts kept in the process: no query for what every page asks."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Locale, Page, Site

from stoa.core import kept


@dataclass(frozen=True)
class Crumb:
    """A page above another: its title and its addresses, without and with the host."""

    title: str
    url: str
    full_url: str


def site_of(request: HttpRequest) -> Site | None:
    """The site that `request` is for; also left where Wagtail looks for it."""
    if "_wagtail_site" not in request.__dict__:
        request.__dict__["_wagtail_site"] = kept.fact(
            f"site:{request.get_host()}", lambda: Site._find_for_request(request)
        )
    return request.__dict__["_wagtail_site"]


def name_first_site(**kwargs: Any) -> None:
    """A site that nobody has named yet is where BASE_URL says; then it is for administrators to say (Settings, Sites).

    In development the server says where it is.
    """
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if settings.DEVELOPMENT or not base.hostname:
        return
    for site in Site.objects.filter(is_default_site=True, hostname="localhost"):
        site.hostname, site.port = base.hostname, base.port or {"https": 443}.get(base.scheme, 80)
        site.save()


def root_paths() -> list[Any]:
    """Wagtail's list of (site_id, root_path, root_url, language_code)."""
    return kept.fact("roots", _root_paths)


def _root_paths() -> list[Any]:
    return [root._replace(root_url=with_scheme(root.root_url)) for root in Site.get_site_root_paths()]


def with_scheme(root_url: str) -> str:
    """BASE_URL where it names the same host: Wagtail takes any port but 443 for plain http."""
    base_url = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return base_url if base_url.partition("://")[2] == root_url.partition("://")[2] else root_url


def locales() -> dict[int, Locale]:
    return kept.fact("locales", lambda: Locale.objects.in_bulk())


def language_of(locale_id: int) -> str:
    return locales()[locale_id].language_code


def address(url_path: str) -> str:
    """The address of the page at this path of the tree, without the host; "" when no site shows it."""
    return _joined(url_path, is_full=False)


def full_address(url_path: str) -> str:
    return _joined(url_path, is_full=True)


def pages_named(page_ids: Collection[int], language: str) -> dict[int, tuple[str, str]]:
    """{id: (title, address)} of these pages, each in `language` where it is there; without those that are not live.

    Access is not asked: an editor may link what needs a log-in.
    """
    if not page_ids:
        return {}
    keys = Page.objects.filter(pk__in=page_ids).values("translation_key")
    fields = ("pk", "translation_key", "locale_id", "live", "title", "url_path")
    rows = Page.objects.filter(translation_key__in=keys).values_list(*fields, named=True)
    own = {row.pk: row for row in rows if row.live}
    translated = {row.translation_key: row for row in own.values() if language_of(row.locale_id) == language}
    best = {row.pk: translated.get(row.translation_key) or own.get(row.pk) for row in rows if row.pk in page_ids}
    return {pk: (row.title, address(row.url_path)) for pk, row in best.items() if row}


def absolute(path: str) -> str:
    """With the host that BASE_URL says, as mails and feeds need it; what names a host keeps it."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def link(url_path: str) -> str:
    """What leads to the page from anywhere: with the host where there are several sites."""
    is_full = len({root.site_id for root in root_paths()}) > 1
    return _joined(url_path, is_full=is_full)


def trail(page: Page) -> list[Crumb]:
    """The live pages above `page`, from the home page down."""
    if page.depth is None or page.depth <= 2:
        return []
    return kept.fact(f"trail:{page.path[: -page.steplen]}", lambda: _trail(page))


def _trail(page: Page) -> list[Crumb]:
    paths = [page.path[: page.steplen * depth] for depth in range(2, page.depth)]
    # Whoever sees a page may see those above it: restrictions reach down.
    above = Page.objects.filter(path__in=paths, live=True)  # nosemgrep: live-needs-access-rule -- see above
    rows = above.order_by("depth").values_list("title", "url_path")
    return [Crumb(title, address(url_path), full_address(url_path)) for title, url_path in rows]


def _joined(url_path: str, *, is_full: bool) -> str:
    for root in root_paths():
        if url_path.startswith(root.root_path):
            path = f"/{root.language_code}/{url_path[len(root.root_path) :]}"
            return root.root_url + path if is_full else path
    return ""
