"""Authors, categories, series and the site's texts: things that have a row in every language."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from wagtail.models import Locale

from blog.models import Author, Category, Series
from stoa.accounts.models import User
from stoa.core.models import StoaImage
from stoa.demo.loading.publication import Publication, key


@dataclass
class Filing:
    """Authors, categories and series by (name in the files, language)."""

    authors: dict[tuple[str, str], Author] = field(default_factory=dict)
    categories: dict[tuple[str, str], Category] = field(default_factory=dict)
    series: dict[tuple[str, str], Series] = field(default_factory=dict)


def put(model: type[Model], *, kind: str, name: str, locale: Locale, fields: dict[str, Any]) -> Any:
    """The row of a thing in one language; made when it is missing, written again only when it differs."""
    row = model._default_manager.filter(translation_key=key(kind, name), locale=locale).first()
    if row is None:
        return model._default_manager.create(translation_key=key(kind, name), locale=locale, **fields)
    changed = {field: value for field, value in fields.items() if getattr(row, field) != value}
    for field_name, value in changed.items():
        setattr(row, field_name, value)
    if changed:
        row.save()
    return row


def load_filing(publication: Publication, people: dict[str, User], pictures: dict[str, StoaImage]) -> Filing:
    filing = Filing()
    for locale in Locale.objects.all():
        language = locale.language_code
        for name, fields in _authors(publication, language, people, pictures):
            row = put(Author, kind="author", name=name, locale=locale, fields=fields)
            filing.authors[name, language] = row
        for name, fields in _named(publication.site["categories"], language):
            row = put(Category, kind="category", name=name, locale=locale, fields=fields)
            filing.categories[name, language] = row
        for name, fields in _named(publication.site["series"], language):
            filing.series[name, language] = put(Series, kind="series", name=name, locale=locale, fields=fields)
    return filing


def _authors(
    publication: Publication, language: str, people: dict[str, User], pictures: dict[str, StoaImage]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for author in publication.site["authors"]:
        handle = author["handle"]
        yield (
            handle,
            {
                "handle": handle,
                "name": in_language(author["name"], language),
                "role": in_language(author["role"], language),
                "bio": in_language(author["bio"], language),
                "photo": pictures[f"portrait:{handle}"],
                "user": people[handle],
            },
        )


def _named(entries: list[dict[str, Any]], language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for entry in entries:
        yield entry["key"], {name: in_language(text, language) for name, text in entry.items() if name != "key"}


def in_language(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts["en"]
