"""The sitemap: an index of parts, each with at most a thousand pages of one language.

Every page that anybody may see stands in it with its date, its address in each language and its pictures
(https://www.sitemaps.org/protocol.html; hreflang and image extensions as search engines read them). What is public
and no page of the tree is registered by its room as a source, which has parts of its own.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.db.models import Count, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Page

from stoa.core import access, pagecache, sites
from stoa.core.machines import root_url
from stoa.core.pages import BasePage

#: What one index may list (https://www.sitemaps.org/protocol.html).
MAX_PARTS = 50_000
PAGES_A_PART = 1000
_XML = "application/xml; charset=utf-8"


@dataclass(frozen=True)
class Part:
    """A file of the sitemap."""

    url: str
    changed_at: datetime | None


@dataclass(frozen=True)
class Entry:
    """A page: addresses absolute, `alternates` as (hreflang, address), this page's own language among them."""

    url: str
    changed_at: datetime | None
    alternates: list[tuple[str, str]]
    images: list[str]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Public things of a room that are no pages of the tree.

    `count(language)` says how many anybody may find in a language; `addresses(language, first, last)` are those from
    `first` to before `last`, each as {language: address, with or without the host} of every language that has it;
    both in a fixed number of queries. `tag` of the page cache is purged when one of them comes or goes.
    """

    name: str
    count: Callable[[str], int]
    addresses: Callable[[str, int, int], list[dict[str, str]]]
    tag: str


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _sources[source.name] = source


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    _say_public(request)
    return render(request, "sitemaps/index.xml", {"parts": parts(request)}, content_type=_XML)


@require_safe
def part(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """The part `number` (from 1) of the pages in `language`."""
    found = entries(request, language, number)
    if not found:
        raise Http404
    _say_public(request)
    return render(request, "sitemaps/part.xml", {"entries": found}, content_type=_XML)


@require_safe
def source_part(request: HttpRequest, name: str, language: str, number: int) -> HttpResponse:
    """The part `number` (from 1) of what a source has in `language`."""
    source = _sources.get(name)
    found = source_entries(request, source, language, number) if source else []
    if not found:
        raise Http404
    _say_public(request)
    return render(request, "sitemaps/part.xml", {"entries": found}, content_type=_XML)


def parts(request: HttpRequest) -> list[Part]:
    """One query, and a fixed number a source and language, however many pages there are."""
    root = root_url(request)
    rows = listed().order_by().values("locale__language_code")
    counted = rows.annotate(pages=Count("pk"), changed_at=Max("last_published_at")).order_by("locale__language_code")
    found = [
        Part(root + reverse("sitemap_part", args=[row["locale__language_code"], number]), row["changed_at"])
        for row in counted
        for number in _part_numbers(row["pages"])
    ]
    for source in _sources.values():
        for language, _name in settings.LANGUAGES:
            places = [(source.name, language, number) for number in _part_numbers(source.count(language))]
            found += [Part(root + reverse("sitemap_source_part", args=place), None) for place in places]
    return found


def source_entries(request: HttpRequest, source: Source, language: str, number: int) -> list[Entry]:
    if not 1 <= number <= MAX_PARTS or language not in dict(settings.LANGUAGES):
        return []
    first = (number - 1) * PAGES_A_PART
    root = root_url(request)
    found = [
        {code: urljoin(root, address) for code, address in each.items()}
        for each in source.addresses(language, first, first + PAGES_A_PART)
    ]
    return [Entry(each[language], None, _alternates(each), []) for each in found]


def in_every_language(path: Callable[[], str]) -> dict[str, str]:
    """{language: address} of what has one in each, `path()` in the active one."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = path()
    return found


def _part_numbers(count: int) -> range:
    return range(1, -(-count // PAGES_A_PART) + 1)


def entries(request: HttpRequest, language: str, number: int) -> list[Entry]:
    """The pages of one part, by their number in the database, so that a new page moves none to another part."""
    if not 1 <= number <= MAX_PARTS:
        return []
    first = (number - 1) * PAGES_A_PART
    rows = listed().filter(locale__language_code=language).order_by("pk")[first : first + PAGES_A_PART]
    pages = list(rows.select_related("content_type"))
    addresses = _addresses_by_key(request, [page.translation_key for page in pages])
    pictures = _pictures_by_page(pages)
    return [
        Entry(
            addresses[page.translation_key][language],
            page.last_published_at,
            _alternates(addresses[page.translation_key]),
            pictures.get(page.pk, []),
        )
        for page in pages
        if language in addresses[page.translation_key]
    ]


def listed() -> QuerySet[Page]:
    """What anybody may see; a page shown in a language that it is not written in is no page of its own."""
    pages = Page.objects.filter(depth__gte=2, alias_of=None)
    return access.visible_to(pages, AnonymousUser())


def _addresses_by_key(request: HttpRequest, keys: list[Any]) -> dict[Any, dict[str, str]]:
    """{translation key: {language: absolute address}} of what anybody may see."""
    pages = listed().filter(translation_key__in=keys).select_related("locale").order_by("locale_id")
    found: dict[Any, dict[str, str]] = defaultdict(dict)
    for page in pages:
        if url := page.get_full_url(request):
            found[page.translation_key][page.locale.language_code] = url
    return found


def _alternates(addresses: dict[str, str]) -> list[tuple[str, str]]:
    alternates = list(addresses.items())
    if default := addresses.get(settings.LANGUAGE_CODE):
        alternates.append(("x-default", default))
    return alternates


def _pictures_by_page(pages: list[Page]) -> dict[int, list[str]]:
    """The pictures that page types name in `picture_fields`: one query a type."""
    by_type = defaultdict(list)
    for page in pages:
        by_type[page.specific_class].append(page.pk)
    found: dict[int, list[str]] = {}
    for model, ids in by_type.items():
        if model is None or not issubclass(model, BasePage):
            continue
        names = [f"{field}__file" for field in model.picture_fields]
        for pk, *files in model.objects.filter(pk__in=ids).values_list("pk", *names):
            found[pk] = [sites.absolute(default_storage.url(file)) for file in files if file]
    return found


def _say_public(request: HttpRequest) -> None:
    pagecache.mark_public(request)
    pagecache.shows(request, pagecache.TREE, *(source.tag for source in _sources.values()))
