"""Queries that pages ask again and again, made into SQL once in a process.

Django takes longer to put such a query together than PostgreSQL to answer it. What differs each time is `Given`:

    NEWER = Standing(lambda viewer: Post.objects.visible_to(viewer).filter(published_at__gt=Given("moment", FIELD))[:1])
    NEWER.ask(viewer, moment=post.published_at)

Only the SQL of visitors is kept; for a member, whose rights are part of it, it is made each time. It must depend on
nothing else: not on the language, not on the time, not on rows.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Expression, Field, QuerySet

from stoa.core.access import Viewer

Made = tuple[str, tuple[Any, ...]]


class Given(Expression):
    """The place of a value that is given when the query is asked."""

    def __init__(self, name: str, field: Field) -> None:
        """`field` knows how a value of this kind is written for the database."""
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def written(self, values: dict[str, Any]) -> Any:
        """The value as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Standing:
    """A query of models; `build(viewer)` makes the QuerySet, without `select_related` or prefetching."""

    def __init__(self, build: Callable[[Viewer], QuerySet]) -> None:
        self.build = build

    def ask(self, viewer: Viewer, **given: Any) -> list[Any]:
        """The rows, as the QuerySet would have them."""
        sql, values = self._made(viewer) if viewer.is_authenticated else self._for_visitors
        written = [value.written(given) if isinstance(value, Given) else value for value in values]
        return list(self._model._base_manager.raw(sql, written))

    @cached_property
    def _for_visitors(self) -> Made:
        return self._made(AnonymousUser())

    @cached_property
    def _model(self) -> Any:
        return self.build(AnonymousUser()).model

    def _made(self, viewer: Viewer) -> Made:
        sql, values = self.build(viewer).query.sql_with_params()
        return sql, tuple(values)
