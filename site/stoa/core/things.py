"""Things that people like, save, report, talk about and count, whatever their kind.

A row about a thing holds its kind and its key (`AboutThing`): the translation key for a page, so that it is one thing
in every language, else the primary key. Each app registers its kinds in `AppConfig.ready`; a kind says what one viewer
may see of its things (`Shown`), in a fixed number of queries. `gone` is sent when a thing is deleted, in the same
transaction, so that rows about it go with it. docs/adr/0006-things.md says why this is no GenericForeignKey.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import Signal
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from stoa.core import access, sites
from stoa.core.exceptions import UnknownKind
from stoa.core.keyset import read_uuid

#: Sent with `kind` and `key`, both str, when the last of a thing is deleted.
gone = Signal()
KEY_LENGTH = 36


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A thing as one viewer may see it, in the active language; `owner_id` is the member it belongs to.

    `within` is the title of what it is part of: of the page, for a comment. `language` is that of a page, which
    may have no translation into the active one; "" where a thing is in none, or in any.
    """

    kind: str
    key: str
    title: str
    url: str
    image: Any = None
    owner_id: int | None = None
    within: str = ""
    language: str = ""


Find = Callable[[Collection[str], access.Viewer], dict[str, Shown]]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`find` answers {key: Shown} for those of the keys that the viewer may see; other keys are left out."""

    name: str
    label: str | Promise
    model: type[models.Model]
    find: Find
    is_likable: bool = False
    is_counted: bool = False


class AboutThing(models.Model):
    """Mixin for rows about a thing; written with `key_of`."""

    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("key"), max_length=KEY_LENGTH)

    class Meta:
        abstract = True


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _kinds[kind.name] = kind
    post_delete.connect(_say_gone, sender=kind.model, dispatch_uid=f"things:{kind.name}")


def register_pages(model: type[Page], *, name: str, label: str | Promise, picture: str = "", **traits: bool) -> None:
    """Register a page type; `picture` names its foreign key to an image."""

    def find(keys: Collection[str], viewer: access.Viewer) -> dict[str, Shown]:
        return _find_pages(model, name, picture, keys, viewer)

    register(Kind(name=name, label=label, model=model, find=find, **traits))


def kind(name: str) -> Kind:
    """Raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def kinds() -> list[Kind]:
    return list(_kinds.values())


def kind_of(thing: models.Model) -> Kind:
    """Raises UnknownKind when nobody registered the model of `thing`."""
    for found in _kinds.values():
        if isinstance(thing, found.model):
            return found
    raise UnknownKind(type(thing).__name__)


def key_of(thing: models.Model) -> str:
    return str(thing.translation_key) if isinstance(thing, Page) else str(thing.pk)


def find(kind_name: str, key: str, viewer: access.Viewer) -> Shown | None:
    """One thing if the viewer may see it; raises UnknownKind."""
    return kind(kind_name).find([key], viewer).get(key)


def find_all(named: Iterable[tuple[str, str]], viewer: access.Viewer) -> dict[tuple[str, str], Shown]:
    """{(kind, key): Shown} of those the viewer may see; the queries depend on the number of kinds only."""
    keys: dict[str, set[str]] = {}
    for name, key in named:
        keys.setdefault(name, set()).add(key)
    found: dict[tuple[str, str], Shown] = {}
    for name, wanted in keys.items():
        if name in _kinds:
            found |= {(name, key): shown for key, shown in _kinds[name].find(wanted, viewer).items()}
    return found


def _find_pages(
    model: type[Page], name: str, picture: str, keys: Collection[str], viewer: access.Viewer
) -> dict[str, Shown]:
    """Each page in the active language, else in the oldest translation that the viewer may see."""
    wanted = model.objects.filter(translation_key__in=filter(None, map(read_uuid, keys)))
    pages = access.visible_to(wanted, viewer).defer_streamfields()
    if picture:
        pages = pages.select_related(picture)
    language = get_language()
    chosen: dict[str, Page] = {}
    for page in pages.order_by("pk"):
        key = str(page.translation_key)
        if key not in chosen or sites.language_of(page.locale_id) == language:
            chosen[key] = page
    return {key: _shown_page(page, name, picture) for key, page in chosen.items()}


def _shown_page(page: Page, name: str, picture: str) -> Shown:
    image = getattr(page, picture) if picture else None
    return Shown(
        kind=name,
        key=str(page.translation_key),
        title=page.title,
        url=sites.address(page.url_path),
        image=image,
        owner_id=page.owner_id,
        language=sites.language_of(page.locale_id),
    )


def _say_gone(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A page is gone with its last translation; the rows of all that go at once are gone already."""
    rest = kind_of(instance).model._base_manager
    if isinstance(instance, Page) and rest.filter(translation_key=instance.translation_key).exists():
        return
    gone.send(sender, kind=kind_of(instance).name, key=key_of(instance))
