"""What is personal on a public page: parts of the one fragment that is fetched after it.

A page names what has a personal state by elements with an `id` and `data-mine="<part>:<key>"`; their names go along
with the request (`?of=follow:12&of=like:post:…`), and each part answers with elements of the same ids, which take the
places of those in the page. What a visitor should see stands in the page already, so nothing is asked for them.

All parts together cost one query: each says which rows it wants (`rows`), and they come as one union.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

#: More than any page names, and longer than any name.
MAX_NAMES = 200
MAX_LENGTH = 80


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of personal state, asked for when the page names keys of it, or on every page.

    `rows(user, keys)` is a QuerySet made by `rows_of`, or None when there is nothing to ask.
    `html(request, keys, rows)` makes what takes the places from the (key, value) that came, in no order; anybody may
    have typed the keys.
    """

    name: str
    rows: Callable[[Any, list[str]], QuerySet | None]
    html: Callable[[HttpRequest, list[str], list[tuple[str, str]]], SafeString]
    is_on_every_page: bool = False


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _parts[part.name] = part


def rows_of(queryset: QuerySet, *, key: Any, value: Any = "") -> QuerySet:
    """The rows of a part: `key` and `value` are names of fields, expressions or, for `value`, a plain text."""
    key = F(key) if isinstance(key, str) else key
    value = value if hasattr(value, "resolve_expression") else Value(value)
    texts = {"mine_key": Cast(key, CharField()), "mine_value": Cast(value, CharField())}
    return queryset.order_by().annotate(**texts)


def parts_for(request: HttpRequest) -> SafeString:
    """The HTML of every part that `request` asks for. One query, none for visitors or when nothing is asked."""
    if not request.user.is_authenticated:
        return SafeString()
    asked = _asked(request.GET.getlist("of"))
    wanted = [(part, asked.get(part.name, [])) for part in _parts.values()]
    wanted = [(part, keys) for part, keys in wanted if keys or part.is_on_every_page]
    rows = _rows(request.user, wanted)
    return format_html_join("\n", "{}", ((part.html(request, keys, rows.get(part.name, [])),) for part, keys in wanted))


def _asked(names: Iterable[str]) -> dict[str, list[str]]:
    """{part: keys}, each once; what nobody registered is left out."""
    asked: dict[str, list[str]] = {}
    for name in dict.fromkeys(list(names)[:MAX_NAMES]):
        part, _colon, key = name.partition(":")
        if part in _parts and key and len(name) <= MAX_LENGTH:
            asked.setdefault(part, []).append(key)
    return asked


def _rows(user: Any, wanted: list[tuple[Part, list[str]]]) -> dict[str, list[tuple[str, str]]]:
    """{part: [(key, value)]}."""
    queries = []
    for part, keys in wanted:
        found = part.rows(user, keys)
        if found is not None:
            named = found.annotate(mine_part=Value(part.name, output_field=CharField()))
            queries.append(named.values_list("mine_part", "mine_key", "mine_value"))
    if not queries:
        return {}
    first, *others = queries
    union = sorted(first.union(*others, all=True) if others else first)
    return {name: [(key, value) for _part, key, value in rows] for name, rows in groupby(union, key=lambda row: row[0])}
