"""How a kind of thing is liked where it differs from the heart: by which words, and whether by its owner as well."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


@dataclass(frozen=True, kw_only=True)
class Manner:
    """Words of the button before and after, of the number, and the icon below `icons/`."""

    button: str | Promise
    pressed: str | Promise
    number: Any
    icon: str
    is_for_owner: bool = True

    def count(self, number: int) -> str:
        return str(self.number % {"number": number})


_manners: dict[str, Manner] = {}
_USUAL = Manner(
    button=_("Like"),
    pressed=_("Liked"),
    number=ngettext_lazy("%(number)s like", "%(number)s likes", "number"),
    icon="icons/heart.svg",
)


def register(kind: str, manner: Manner) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _manners[kind] = manner


def of(kind: str) -> Manner:
    return _manners.get(kind, _USUAL)
