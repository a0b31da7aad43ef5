"""Which of the things on a page the member likes: a part of the personal fragment."""

from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from community.reactions.likes import named
from community.reactions.models import Like
from stoa.core import personal, things

NAME = "like"


def register() -> None:
    personal.register(personal.Part(name=NAME, rows=_rows, html=_html))


def _rows(user: Any, keys: list[str]) -> QuerySet:
    mine = Like.objects.filter(named(_split(keys)), user=user)
    return personal.rows_of(mine, key=Concat(F("kind"), Value(":"), F("key")))


def _html(request: HttpRequest, keys: list[str], rows: list[tuple[str, str]]) -> SafeString:
    liked = {key for key, _value in rows}
    buttons = [
        render_to_string(
            "reactions/like_form.html",
            {"kind": kind, "key": key, "is_liked": f"{kind}:{key}" in liked},
            request=request,
        )
        for kind, key in _split(keys)
    ]
    return mark_safe("\n".join(buttons))  # nosemgrep: no-mark-safe -- templates made each


def _split(keys: list[str]) -> list[tuple[str, str]]:
    """The (kind, key) that people can like; anybody may have typed them."""
    pairs = [key.partition(":")[::2] for key in keys]
    likable = {kind.name for kind in things.kinds() if kind.is_likable}
    return [(kind, key) for kind, key in pairs if kind in likable and key.replace("-", "").isalnum() and key.isascii()]
