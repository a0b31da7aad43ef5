"""Who holds what about a member, and how it is exported and erased."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from stoa.accounts.models import User

Row = dict[str, Any]
#: A name in the archive and the stored file.
NamedFile = tuple[str, Any]


def _no_files(user: "User") -> Iterable[NamedFile]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Data:
    """What one model holds about a member.

    `export` gives the rows as JSON values; `erase(user, keep_content)` removes or unties them, with `keep_content` what
    others read stays without a name. `files` gives (name in the archive, file) pairs.
    """

    model: type[models.Model]
    export: Callable[["User"], Iterable[Row]]
    erase: Callable[["User", bool], None]
    files: Callable[["User"], Iterable[NamedFile]] = _no_files


_data: dict[str, Data] = {}
_exempt: dict[str, str] = {}


def register(data: Data) -> None:
    _data[data.model._meta.label] = data


def exempt(*models_: type[models.Model], why: str) -> None:
    """These models link to users, but hold nothing about a member that is theirs to take along."""
    _exempt.update({model._meta.label: why for model in models_})


def registered() -> dict[str, Data]:
    """{model label: Data}, those registered last, by the apps further up, first: their rows go first."""
    return dict(reversed(_data.items()))


def exempted() -> dict[str, str]:
    """{model label: why}."""
    return dict(_exempt)


def rows(model: type[models.Model], who: str | tuple[str, ...], *columns: str) -> Callable[["User"], Iterable[Row]]:
    """An export of these columns of the rows whose field `who` (or one of several) is the member."""

    def export(user: "User") -> Iterable[Row]:
        return model._default_manager.filter(_links(who, user)).order_by("pk").values(*columns).iterator()

    return export


def delete_rows(model: type[models.Model], *who: str) -> Callable[["User", bool], None]:
    """Erase by deleting the rows whose field `who` (or one of several) is the member."""

    def erase(user: "User", keep_content: bool) -> None:
        model._default_manager.filter(_links(who, user)).delete()

    return erase


def leave(user: "User", keep_content: bool) -> None:
    """Erase nothing: the row stays, and its link to the member is emptied when the account goes."""


def _links(who: str | tuple[str, ...], user: "User") -> Q:
    names = (who,) if isinstance(who, str) else who
    found = Q()
    for name in names:
        found |= Q(**{name: user})
    return found
