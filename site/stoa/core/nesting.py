"""Snippets that lie within one another, such as categories: which are within which, in one language."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

#: Levels of a tree that readers see.
DEEPEST = 4


def upwards(rows: Mapping[int, Any], pk: int) -> list[Any]:
    """The row `pk` of `rows` and all it lies within, from itself up; each once, even where they lie in a circle."""
    found: list[Any] = []
    row = rows.get(pk)
    while row is not None and row not in found:
        found.append(row)
        row = rows.get(row.parent_id)
    return found


class NestedQuerySet(models.QuerySet[Any]):
    """Rows with `parent`, `locale` and `translation_key`. Each question reads the rows of its languages once."""

    def keys_within(self, outer: Any) -> list[UUID]:
        """The translation keys of `outer` and of all below it."""
        rows = self.filter(locale=outer.locale_id).values_list("pk", "parent_id", "translation_key")
        children: dict[int | None, list[int]] = {}
        keys = {}
        for pk, parent, key in rows.order_by("pk"):
            children.setdefault(parent, []).append(pk)
            keys[pk] = key
        found = [outer.pk]
        for pk in found:
            found += [child for child in children.get(pk, []) if child not in found]
        return [keys[pk] for pk in found if pk in keys]

    def keys_around(self, ids: Collection[int]) -> dict[int, list[UUID]]:
        """{id: the translation keys of that row and of all it lies within, from itself up}."""
        locales = self.filter(pk__in=ids).values("locale_id")
        rows = {row.pk: row for row in self.filter(locale__in=locales).only("pk", "parent_id", "translation_key")}
        return {pk: [row.translation_key for row in upwards(rows, pk)] for pk in ids}


@dataclass(frozen=True)
class Branch:
    """A row and, in their order, those within it."""

    row: Any
    branches: list["Branch"]


def branches(rows: Iterable[Any]) -> list[Branch]:
    """`rows` as a tree of at most DEEPEST levels; what lies deeper is shown in the last of them. No query.

    One stands at the top whose `parent_id` is none of them, or leads in a circle.
    """
    by_pk = {row.pk: row for row in rows}
    within: dict[int | None, list[Any]] = {}
    for row in by_pk.values():
        within.setdefault(_shown_within(by_pk, row), []).append(row)
    return _grow(within, None)


def in_order(rows: Iterable[Any]) -> Iterator[tuple[Any, int]]:
    """(row, how deep) of `branches`, each before what lies within it. No query."""

    def walk(level: list[Branch], depth: int) -> Iterator[tuple[Any, int]]:
        for branch in level:
            yield branch.row, depth
            yield from walk(branch.branches, depth + 1)

    return walk(branches(rows), 0)


def _shown_within(by_pk: dict[int, Any], row: Any) -> int | None:
    above = upwards(by_pk, row.pk)[1:]
    if not above or above[-1].parent_id in by_pk:
        return None
    return int(above[max(0, len(above) - DEEPEST + 1)].pk)


def _grow(within: dict[int | None, list[Any]], pk: int | None) -> list[Branch]:
    return [Branch(row, _grow(within, row.pk)) for row in within.get(pk, [])]


class Nested(models.Model):
    """Mixin for a snippet with a `parent` of its own kind and a NestedQuerySet."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Nothing lies within itself nor within one below it."""
        super().clean()
        parent: Any = getattr(self, "parent", None)
        if parent and self.pk and parent.translation_key in type(self)._default_manager.keys_within(self):  # type: ignore[attr-defined]  # of NestedQuerySet
            raise ValidationError({"parent": _("Nothing can lie within itself.")})


class NestedForm(WagtailAdminModelForm):
    """Lets a snippet lie only within one of its own language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "parent" in self.fields:
            self.fields["parent"].queryset = self.fields["parent"].queryset.filter(locale=self.instance.locale_id)
