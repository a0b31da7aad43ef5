"""The way to change one's own review, on the public page: a part of the personal fragment.

Every review has a place for it; where the review is the reader's, it holds a link, and the question whether it helps is
not put to them.
"""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from shop.catalogue.models import Review
from stoa.core import keyset, personal

NAME = "review"


def register() -> None:
    personal.register(personal.Part(name=NAME, rows=_rows, html=_html))


def _rows(user: Any, keys: list[str]) -> QuerySet:
    mine = Review.objects.filter(user=user, pk__in=keyset.read_keys(keys))
    return personal.rows_of(mine, key="pk", value=F("translation_key"))


def _html(request: HttpRequest, keys: list[str], rows: list[tuple[str, str]]) -> SafeString:
    """Others' reviews keep what everybody sees."""
    links = [render_to_string("catalogue/reviews/own.html", {"pk": pk, "product_key": UUID(key)}) for pk, key in rows]
    return mark_safe("\n".join(links))  # nosemgrep: no-mark-safe -- templates made each
