"""How one member stands to others: the state of buttons and menus, asked for many in one query."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from community.members.models import Block, Follow, Mute
from stoa.accounts.models import User
from stoa.core import keyset, personal

FOLLOWS = "f"
MUTES = "m"
BLOCKS = "b"
IS_BLOCKED = "x"
IS_ONESELF = "o"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a member is to whoever looks."""

    pk: int
    handle: str
    name: str
    is_followed: bool
    is_muted: bool
    has_blocked: bool
    is_blocked: bool
    is_oneself: bool


def register() -> None:
    """The follow button, and on a profile the menu beside it, are parts of the personal fragment."""
    personal.register(personal.Part(name="follow", rows=_rows, html=_buttons))
    personal.register(personal.Part(name="member", rows=_rows, html=_menus))


def standing_of(user: User, other: User) -> Standing:
    """One query."""
    return read(_rows(user, [str(other.pk)]).values_list("mine_key", "mine_value"))[0]


def read(rows: Collection[tuple[str, str]]) -> list[Standing]:
    """What the rows of the fragment say."""
    return [_standing(key, *value.split(" ", 2)) for key, value in rows]


def _standing(key: str, state: str, handle: str, name: str) -> Standing:
    return Standing(
        pk=int(key),
        handle=handle,
        name=name,
        is_followed=FOLLOWS in state,
        is_muted=MUTES in state,
        has_blocked=BLOCKS in state,
        is_blocked=IS_BLOCKED in state,
        is_oneself=IS_ONESELF in state,
    )


def _rows(user: Any, keys: list[str]) -> QuerySet:
    """(key, "<state> <handle> <name>") of the active members among the keys."""
    them = OuterRef("pk")
    state = Concat(
        _letter(Follow.objects.filter(follower=user.pk, followed=them), FOLLOWS),
        _letter(Mute.objects.filter(muter=user.pk, muted=them), MUTES),
        _letter(Block.objects.filter(blocker=user.pk, blocked=them), BLOCKS),
        _letter(Block.objects.filter(blocker=them, blocked=user.pk), IS_BLOCKED),
        Case(When(pk=user.pk, then=Value(IS_ONESELF)), default=Value("")),
        Value(" "),
        "handle",
        Value(" "),
        Coalesce(NullIf("display_name", Value("")), "handle"),
    )
    members = User.objects.filter(pk__in=keyset.read_keys(keys), is_active=True)
    return personal.rows_of(members, key="pk", value=state)


def _letter(rows: QuerySet, letter: str) -> Case:
    return Case(When(Exists(rows), then=Value(letter)), default=Value(""))


def _buttons(request: HttpRequest, keys: list[str], rows: list[tuple[str, str]]) -> SafeString:
    return _render("members/fragments/follow_button.html", request, rows)


def _menus(request: HttpRequest, keys: list[str], rows: list[tuple[str, str]]) -> SafeString:
    return _render("members/fragments/member_menu.html", request, rows)


def _render(template: str, request: HttpRequest, rows: list[tuple[str, str]]) -> SafeString:
    found = [(render_to_string(template, {"standing": standing}, request),) for standing in read(rows)]
    return format_html_join("\n", "{}", found)
