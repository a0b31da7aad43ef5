"""Addresses of this site that texts lead to, and which of them lead nowhere."""

from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page

from stoa.core import sites
from stoa.core.hidden_slugs import has_route
from stoa.core.keyset import read_key

#: The names of what answers.
PAGE, DOCUMENT = "wagtail_serve", "wagtaildocs_serve"


def broken(addresses: Collection[str]) -> set[str]:
    """Those of `addresses` that are of this site and that nothing answers; three queries, however many they are."""
    paths = {address: path for address in set(addresses) if (path := _own_path(address))}
    lost = _unanswered(set(paths.values())) if paths else set()
    return {address for address, path in paths.items() if path in lost}


def missing_documents(ids: Collection[int | None]) -> set[int | None]:
    return set(ids) - set(get_document_model().objects.filter(pk__in=ids).values_list("pk", flat=True))


def _own_path(address: str) -> str:
    """ "" for what is elsewhere, relative, or a file that the server finds by itself."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = unquote(parts.path) or "/"
    if "\x00" in path:
        return ""
    is_own = parts.scheme in ("", "http", "https") and (parts.netloc in _hosts() if parts.netloc else path[0] == "/")
    is_file = path.startswith((settings.STATIC_URL, settings.MEDIA_URL))
    return path if address and address[0] not in "#?" and is_own and not is_file else ""


def _hosts() -> set[str]:
    roots = [root.root_url for root in sites.root_paths()]
    return {urlsplit(address).netloc for address in (settings.WAGTAILADMIN_BASE_URL, *roots)}


def _unanswered(paths: set[str]) -> set[str]:
    views = {path: _view(path) for path in paths}
    documents = {path: read_key(view.args[0]) for path, view in views.items() if view and view.url_name == DOCUMENT}
    pages = {path for path, view in views.items() if view and view.url_name == PAGE}
    gone = missing_documents(set(documents.values()))
    lost = {path for path, view in views.items() if view is None or (path in documents and documents[path] in gone)}
    lost |= pages - _answered_by_pages(pages)
    old = {path: _redirected(path) for path in lost}
    led_on = set(Redirect.objects.filter(old_path__in=old.values()).values_list("old_path", flat=True))
    return {path for path in lost if old[path] not in led_on}


def _redirected(path: str) -> str:
    """The path as redirects write it; "" where it is none for them."""
    try:
        return Redirect.normalise_path(path)
    except ValueError:
        return ""


def _view(path: str) -> ResolverMatch | None:
    """What answers there; a slash at the end may be left out."""
    with translation.override(_language(path)):
        for tried in (path, f"{path}/"):
            try:
                return resolve(tried)
            except Resolver404:
                continue
    return None


def _language(path: str) -> str:
    first = path.split("/")[1]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _answered_by_pages(paths: Iterable[str]) -> set[str]:
    """Where a live page stands, or where one above has a route."""
    ways = {path: _ways(path) for path in paths}
    wanted = {url_path for found in ways.values() for url_path, _rest in found}
    # An editor may link what needs a log-in.
    live = Page.objects.filter(url_path__in=wanted, live=True)  # nosemgrep: live-needs-access-rule -- see above
    rows = live.values_list("url_path", "content_type__app_label", "content_type__model")
    models = {url_path: apps.all_models[app].get(name) for url_path, app, name in rows}
    return {path for path, found in ways.items() if _is_answered(path, found, models)}


def _ways(path: str) -> list[tuple[str, tuple[str, ...]]]:
    """(path in the tree, what is left of the address) of every page on the way, the last first."""
    language, *parts = path.strip("/").split("/")
    roots = [root.root_path for root in sites.root_paths() if root.language_code == language]
    ends = range(len(parts), -1, -1)
    return [(root + "".join(f"{part}/" for part in parts[:end]), tuple(parts[end:])) for root in roots for end in ends]


def _is_answered(path: str, ways: list[tuple[str, tuple[str, ...]]], models: dict[str, Any]) -> bool:
    with translation.override(_language(path)):
        found = [(models[url_path], rest) for url_path, rest in ways if models.get(url_path)]
        return any(not rest or has_route(model, rest) for model, rest in found)
