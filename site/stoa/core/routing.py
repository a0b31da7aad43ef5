"""A fast way to the page at an address, in front of Wagtail's own, which stays the judge of everything unusual.

Wagtail asks two queries for each level of the tree. Here one query finds every page on the way, and a second one the
page itself with the answer to "may everybody see it?"; where an address led last time is remembered, so that mostly
the second query is the only one. What was remembered is never trusted: the page must still be at its address.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve as serve_by_wagtail

from stoa.core import access, pagecache, sites
from stoa.core.hidden_slugs import has_route
from stoa.core.standing import Given, Standing

REMEMBER_AT_MOST = 20_000


@dataclass(frozen=True)
class Way:
    """Where an address leads: to the page of `model` at `url_path`, which routes `rest` itself."""

    model: type[Page]
    url_path: str
    rest: tuple[str, ...]


_ways: dict[str, Way] = {}


def forget() -> None:
    """Forget where addresses led, as if the process had just started."""
    _ways.clear()


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page at `path`, marked as public when everybody may see it."""
    sites.site_of(request)
    request._wagtail_cached_site_root_paths = sites.root_paths()  # type: ignore[attr-defined]  # Wagtail's own place
    result = route(request, path)
    if result:
        request._wagtail_route_for_request = result  # type: ignore[attr-defined]  # likewise
    if found := Page.route_for_request(request, path):
        _say_who_may_see(request, found[0])
    return serve_by_wagtail(request, path)


def route(request: HttpRequest, path: str) -> RouteResult | None:
    """The page and what its view gets; None where Wagtail has to decide."""
    root = _root_path(request)
    if root is None:
        return None
    components = tuple(part for part in path.split("/") if part)
    url_path = root + "".join(f"{part}/" for part in components)
    way = _ways.get(url_path) or _find_way(root, components)
    result = _follow(request, way) if way else None
    if result is None:
        _ways.pop(url_path, None)
    elif way and len(_ways) < REMEMBER_AT_MOST:
        _ways[url_path] = way
    return result


def _root_path(request: HttpRequest) -> str | None:
    """The tree path of the home page of this site in this language."""
    site, language = sites.site_of(request), get_language()
    if site is None:
        return None
    for root in sites.root_paths():
        if root.site_id == site.pk and root.language_code == language:
            return root.root_path
    return None


def _find_way(root: str, components: tuple[str, ...]) -> Way | None:
    """Walk down as Wagtail does: a page with routes of its own comes before the pages below it."""
    url_paths = [root]
    for component in components:
        url_paths.append(f"{url_paths[-1]}{component}/")
    slugs = [url_path.split("/")[-2] for url_path in url_paths]
    rows = Page.objects.filter(slug__in=slugs, url_path__in=url_paths)
    types = rows.values_list("url_path", "content_type__app_label", "content_type__model", "live")
    pages = {url_path: (_model(app, name), live) for url_path, app, name, live in types}
    for depth, url_path in enumerate(url_paths):
        if url_path not in pages:
            return None
        model, is_live = pages[url_path]
        if model is None or not _routes_simply(model):
            return None
        rest = components[depth:]
        if is_live and has_route(model, rest):
            return Way(model, url_path, rest)
    return Way(model, url_path, ()) if is_live else None


def _model(app: str, name: str) -> Any:
    """None for a page type that the code no longer has."""
    return apps.all_models[app].get(name)


def _routes_simply(model: type[Page]) -> bool:
    return model.route in (Page.route, RoutablePageMixin.route)


def _follow(request: HttpRequest, way: Way) -> RouteResult | None:
    """Load the page, in one query, and let it route the rest."""
    slug = way.url_path.split("/")[-2]
    query = _at_address(way.model)  # type: ignore[arg-type]  # a class is hashable
    page = next(iter(query.ask(AnonymousUser(), slug=slug, url_path=way.url_path)), None)
    if page is None:
        return None
    page.locale = sites.locales().get(page.locale_id) or page.locale
    try:
        return page.route(request, list(way.rest))
    except Http404:
        return None


@cache
def _at_address(model: type[Page]) -> Standing:
    """The page of `model` at `url_path`, one at most, whoever may see it.

    In no order: asked for the first, PostgreSQL walks through the tree.
    """
    address = {name: Given(name, Page._meta.get_field(name)) for name in ("slug", "url_path")}
    left_out = ("body",) if hasattr(model, "body") else ()
    pages = model.objects.filter(**address).annotate(is_open=access.open_to_all())
    return Standing(lambda viewer: pages.defer(*left_out).order_by())


def _say_who_may_see(request: HttpRequest, page: Page) -> None:
    if not hasattr(page, "is_open"):
        page.is_open = not page.get_view_restrictions()
    if page.is_open and getattr(page, "is_same_for_everyone", False):
        pagecache.mark_public(request)
        pagecache.shows(request, f"self:{page.pk}", pagecache.page_tag(page))
    else:
        pagecache.mark_private(request)
