"""Queries that pages ask again and again, made into SQL once in a process.

Django takes longer to put such a query together than PostgreSQL to answer it. What differs each time is `Given`:

    NEWER = Standing(lambda viewer: Post.objects.visible_to(viewer).filter(published_at__gt=Given("moment", FIELD))[:1])
    NEWER.ask(viewer, moment=post.published_at)

Only the SQL of visitors is kept; for a member, whose rights are part of it, it is made each time. It must depend on
nothing else: not on the language, not on the time, not on rows.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from stoa.core.access import Viewer

Made = tuple[SQLCompiler, str, Iterable[Any]]


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
    """A query that stays; `build(viewer)` makes the QuerySet, without `select_related` or prefetching."""

    def __init__(self, build: Callable[[Viewer], QuerySet]) -> None:
        self.build = build

    def ask(self, viewer: Viewer, **given: Any) -> list[Any]:
        """The models that the QuerySet would have."""
        compiler, sql, values = self._made(viewer)
        model: Any = compiler.query.model
        with _one_plan():
            return list(model._base_manager.raw(sql, _written(values, given)))

    def rows(self, viewer: Viewer, **given: Any) -> list[Any]:
        """What a QuerySet with `values_list` would have; much less work than models."""
        compiler, sql, values = self._made(viewer)
        with _one_plan(), connection.cursor() as cursor:
            cursor.execute(sql, _written(values, given))
            found = cursor.fetchall()
        converters = compiler.get_converters([column for column, *_sql in compiler.select])
        return list(compiler.apply_converters(found, converters)) if converters else found

    def _made(self, viewer: Viewer) -> Made:
        return self._make(viewer) if viewer.is_authenticated else self._for_visitors

    @cached_property
    def _for_visitors(self) -> Made:
        return self._make(AnonymousUser())

    def _make(self, viewer: Viewer) -> Made:
        compiler = self.build(viewer).query.get_compiler(DEFAULT_DB_ALIAS)
        return compiler, *compiler.as_sql()


def _written(values: Iterable[Any], given: dict[str, Any]) -> list[Any]:
    return [value.written(given) if isinstance(value, Given) else value for value in values]


@contextmanager
def _one_plan() -> Iterator[None]:
    """PostgreSQL plans what is asked meanwhile a few times and then keeps the plan; planning may cost more than asking.

    All else is planned each time, with its values (stoa.settings.services).
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    psycopg = connection.connection
    psycopg.prepare_threshold = 0
    try:
        yield
    finally:
        psycopg.prepare_threshold = None
