"""What pages for everyone show the owner of a bookmark or a collection instead: parts of the personal fragment."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from community.bookmarks.models import Bookmark, Collection
from stoa.core import keyset, personal


def register() -> None:
    personal.register(personal.Part(name="bookmark", rows=_own_bookmarks, html=_bookmark_tools))
    personal.register(personal.Part(name="collection", rows=_own_collections, html=_collection_tools))


def _own_bookmarks(user: Any, keys: list[str]) -> QuerySet:
    return personal.rows_of(Bookmark.objects.of(user).filter(pk__in=keyset.read_keys(keys)), key="pk")


def _own_collections(user: Any, keys: list[str]) -> QuerySet:
    return personal.rows_of(Collection.objects.filter(owner=user, pk__in=keyset.read_keys(keys)), key="pk")


def _bookmark_tools(request: HttpRequest, keys: list[str], rows: list[tuple[str, str]]) -> SafeString:
    return _rendered(request, "bookmark", "bookmarks/components/tools.html", rows)


def _collection_tools(request: HttpRequest, keys: list[str], rows: list[tuple[str, str]]) -> SafeString:
    return _rendered(request, "collection", "bookmarks/components/collection_tools.html", rows)


def _rendered(request: HttpRequest, name: str, template: str, rows: list[tuple[str, str]]) -> SafeString:
    return format_html_join(
        "\n", "{}", ((render_to_string(template, {name: {"pk": key}}, request),) for key, _ in rows)
    )
