"""The bell in the header: how many notices are unread."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.activity import reading
from stoa.core import personal

#: From here on the number says only "many".
MANY = 100


def register() -> None:
    personal.register(personal.Part(name="bell", rows=_rows, html=_html, is_on_every_page=True))


def _rows(user: Any, keys: list[str]) -> QuerySet:
    return reading.count_rows(user)


def _html(request: HttpRequest, keys: list[str], rows: list[tuple[str, str]]) -> SafeString:
    count = sum(int(number) for _key, number in rows)
    return render_to_string("notices/bell.html", {"count": count, "many": MANY}, request)
