"""Wagtail's search in the database, which on SQLite takes a quotation mark that somebody types for its own."""

from functools import lru_cache
from typing import Any

from django.db import connection
from modelsearch.backends import database


class _WithoutQuotes:
    """FTS5 writes words in quotation marks; in its index they only separate words, so nothing is lost without them."""

    def _search(self, compiler: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        plain = query.replace('"', " ").strip() if isinstance(query, str) else query
        return super()._search(compiler, plain, *args, **kwargs)  # type: ignore[misc]  # the backend has it


@lru_cache
def _class_without_quotes(theirs: type) -> type:
    return type(theirs.__name__, (_WithoutQuotes, theirs), {})


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 -- modelsearch looks for this name
    """modelsearch's own for the database there is."""
    backend = database.SearchBackend(params)
    if connection.vendor != "sqlite":
        return backend
    return _class_without_quotes(type(backend))(params)  # type: ignore[arg-type]  # classes can be hashed
