"""Pages of people, however long the list: each begins behind the last person of the one before it.

A list is rows in an order: members themselves, or follows and likes, whose members are shown. `?before=` names the row
behind which a page begins; nonsense, and a row that is gone, is the beginning.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.http import HttpRequest

from community.members import people
from community.members.people import Person
from stoa.accounts.models import User
from stoa.core import pagecache
from stoa.core.keyset import Place, read_key

PEOPLE_A_PAGE = 24
_SHOWN_NAME = Lower(Coalesce(NullIf("display_name", Value("")), "handle"))


@dataclass(frozen=True)
class PeoplePage:
    """Some people of a list; `older` is where the next page begins, "" on the last."""

    people: list[Person]
    older: str = ""
    is_first: bool = True


@dataclass(frozen=True, kw_only=True)
class PeopleList:
    """`behind(rows, typed)` answers the rows behind that place, or None for the beginning.

    `place_of` names the place of a row, `member_of` the path to its member, "" for the row itself.
    """

    rows: QuerySet
    behind: Callable[[QuerySet, str], QuerySet | None]
    place_of: Callable[[Any], str]
    member_of: str = ""


def latest_first(rows: QuerySet, *, member_of: str = "") -> PeopleList:
    """By primary key."""
    return PeopleList(rows=rows.order_by("-pk"), behind=_older_keys, place_of=_key_of, member_of=member_of)


def latest_moment_first(rows: QuerySet, *, member_of: str) -> PeopleList:
    """By the rows' `created_at`."""
    ordered = rows.order_by("-created_at", "-pk")
    return PeopleList(rows=ordered, behind=_older_moments, place_of=_moment_of, member_of=member_of)


def by_name(members: QuerySet[User]) -> PeopleList:
    """By what members are called, the handle of those without a name."""
    ordered = members.annotate(shown_name=_SHOWN_NAME).order_by("shown_name", "pk")
    return PeopleList(rows=ordered, behind=_later_names, place_of=_key_of)


def page_of(request: HttpRequest, listed: PeopleList) -> PeoplePage:
    """The page that `?before=` names; says to the page cache whom it shows. Two queries, by name further down three."""
    further = listed.behind(listed.rows, request.GET.get("before", ""))
    rows = listed.rows if further is None else further
    path = f"{listed.member_of}__" if listed.member_of else ""
    related = [name for name in (listed.member_of, f"{path}member_settings") if name]
    found = list(rows.select_related(*related)[: PEOPLE_A_PAGE + 1])
    shown = found[:PEOPLE_A_PAGE]
    cards = people.cards(getattr(row, listed.member_of) if listed.member_of else row for row in shown)
    pagecache.shows(request, people.PEOPLE, *(people.profile_tag(person.pk) for person in cards))
    older = listed.place_of(shown[-1]) if len(found) > len(shown) else ""
    return PeoplePage(cards, older, further is None)


def _older_keys(rows: QuerySet, typed: str) -> QuerySet | None:
    key = read_key(typed)
    return None if key is None else rows.filter(pk__lt=key)


def _older_moments(rows: QuerySet, typed: str) -> QuerySet | None:
    place = Place.read(typed)
    return rows.filter(place.older()) if place else None


def _later_names(rows: QuerySet, typed: str) -> QuerySet | None:
    """The database says what the name is, as it is the one that compares."""
    key = read_key(typed)
    last = rows.model._default_manager.filter(pk=key).annotate(shown_name=_SHOWN_NAME).values_list("shown_name")
    name = last.first() if key is not None else None
    if name is None:
        return None
    return rows.filter(Q(shown_name__gt=name[0]) | Q(shown_name=name[0], pk__gt=key))


def _key_of(row: Any) -> str:
    return str(row.pk)


def _moment_of(row: Any) -> str:
    return str(Place(row.created_at, row.pk))
