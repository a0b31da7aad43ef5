"""Pages by name: first stubs, so that all can be linked to, then their content, published when it differs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, Revision

from stoa.core import cooking
from stoa.core.models import StoaDocument, StoaImage
from stoa.demo import names
from stoa.demo.loading.publication import key


@dataclass(frozen=True)
class Relation:
    """Rows that hang on a page; `fact` is what makes two of them equal."""

    name: str
    rows: list[Any]
    fact: Callable[[Any], Any]

    def is_in(self, page: Page) -> bool:
        present = getattr(page, self.name).all()
        return [self.fact(row) for row in present] == [self.fact(row) for row in self.rows]

    def put_on(self, page: Page) -> None:
        getattr(page, self.name).set(self.rows)


@dataclass
class Places:
    """What names in the files stand for, and which pages this load has published."""

    pictures: dict[str, StoaImage]
    documents: dict[str, StoaDocument]
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    published: list[Page] = field(default_factory=list)

    def page_id(self, name: str, language: str) -> int:
        """The page in this language, else in English. Raises KeyError for a name that no file has."""
        page = self.pages.get((name, language)) or self.pages[name, "en"]
        return page.pk

    def resolved(self, value: Any, language: str) -> Any:
        """The same structure with ids in place of names."""

        def leaf(part: Any) -> Any:
            if isinstance(part, names.Art):
                return self.pictures[part.seed].pk
            if isinstance(part, names.PageName):
                return self.page_id(part.name, language)
            if isinstance(part, names.FileName):
                return self.documents[part.name].pk
            if isinstance(part, str):
                return names.link_pages(part, lambda name: self.page_id(name, language))
            return part

        return names.replace(value, leaf)

    def stub(self, model: type[Page], *, name: str, locale: Locale, parent: Page, fields: dict[str, Any]) -> Page:
        """The page of a name, made as an unpublished page without content when it is missing."""
        page = model.objects.filter(translation_key=key("page", name), locale=locale).first()
        if page is None:
            page = model(translation_key=key("page", name), locale=locale, live=False, **fields)
            parent.add_child(instance=page)
        self.pages[name, locale.language_code] = page
        return page

    def fill(self, page: Page, *, fields: dict[str, Any], relations: Iterable[Relation] = (), at: datetime) -> None:
        """Give a page its content and publish it, dated `at` when it is new.

        Nothing happens when it is so already, or when a person has changed the page since.
        """
        # Children have been added since it was read; saving the old count of them would hide them.
        page = type(page).objects.get(pk=page.pk)
        is_new = not page.first_published_at
        if _is_changed_by_person(page) or (page.live and _is_same(page, fields, relations)):
            return
        for name, value in fields.items():
            setattr(page, name, value)
        for relation in relations:
            relation.put_on(page)
        page.first_published_at = page.first_published_at or at
        page.save_revision().publish()
        if is_new:
            _date(page, at)
        self.published.append(page)


def stream(field_owner: type[Model], name: str, blocks: Iterable[tuple[str, Any]]) -> StreamValue:
    """(name, value) pairs as the value of a stream field."""
    field_: Any = field_owner._meta.get_field(name)
    block = field_.stream_block
    return block.to_python([{"type": kind, "value": value} for kind, value in blocks])


def cook_all() -> None:
    """Once all pages are here, for they show and link to each other."""
    for model in cooking.body_page_models():
        for page in cooking.stale(model).order_by("pk"):
            cooking.cook(page)


def _is_changed_by_person(page: Page) -> bool:
    revision = page.latest_revision
    return revision is not None and revision.user_id is not None


def _is_same(page: Page, fields: dict[str, Any], relations: Iterable[Relation]) -> bool:
    has_fields = all(
        _bare(page, name, getattr(page, name)) == _bare(page, name, value) for name, value in fields.items()
    )
    return has_fields and all(relation.is_in(page) for relation in relations)


def _bare(page: Page, name: str, value: Any) -> Any:
    """A stream as plain data without the ids of its blocks; anything else as it is."""
    field_ = page._meta.get_field(name)
    if not isinstance(field_, StreamField):
        return value
    block = field_.stream_block
    return _without_ids(block.get_prep_value(block.to_python(block.get_prep_value(value))))


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key_: _without_ids(part) for key_, part in value.items() if key_ != "id"}
    if isinstance(value, list):
        return [_without_ids(part) for part in value]
    return value


def _date(page: Page, at: datetime) -> None:
    """A page of the demo was last touched when it was published, not today."""
    dates = {"first_published_at": at, "last_published_at": at, "latest_revision_created_at": at}
    Page.objects.filter(pk=page.pk).update(**dates)
    Revision.objects.filter(pk=page.latest_revision_id).update(created_at=at)
    for name, value in dates.items():
        setattr(page, name, value)
