"""What a file of bookmarks holds, whatever its format, with everything cleaned that came from outside."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.core.exceptions import ValidationError

from community.bookmarks import addresses, tagging
from community.bookmarks.exceptions import FileTooFull
from community.bookmarks.forms import name_of, one_line
from community.bookmarks.models import Sharing

MAX_BYTES = 5 * 1024 * 1024
MAX_BOOKMARKS = 5_000
#: How often the bookmarks of one file may say that they are in a collection, and how many tags there may be in it.
MAX_FILED = 20_000
MAX_TAGS = 5_000
#: Nothing was saved before there was a web.
FIRST_MOMENT = datetime(1991, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Record:
    """One bookmark; addresses are normalised, `collections` are names."""

    title: str
    image_url: str = ""
    page_url: str = ""
    description: str = ""
    tags: list[str] = field(default_factory=list)
    is_private: bool = False
    saved_at: datetime | None = None
    collections: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What one member can have only once."""
        return (self.image_url, "") if self.image_url else ("", self.page_url)


@dataclass(frozen=True, kw_only=True)
class CollectionRecord:
    """A collection of the file; those that bookmarks name need none. `cover` is the address of a picture."""

    name: str
    description: str = ""
    sharing: str = Sharing.PRIVATE
    cover: str = ""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """All of a file; `skipped` counts what is no bookmark of the web."""

    records: list[Record]
    collections: list[CollectionRecord] = field(default_factory=list)
    skipped: int = 0

    def refuse_too_much(self) -> None:
        """Raises FileTooFull."""
        filed = sum(len(one.collections) for one in self.records)
        if filed > MAX_FILED or len({name for one in self.records for name in one.tags}) > MAX_TAGS:
            raise FileTooFull


def record(
    *,
    image: str = "",
    page: str = "",
    title: str = "",
    description: str = "",
    tags: Iterable[str] = (),
    is_private: bool = False,
    saved_at: datetime | None = None,
    collections: Iterable[str] = (),
) -> Record | None:
    """A clean record; None when its address is none that we take."""
    try:
        image_url = addresses.normalised(image) if image else ""
        page_url = addresses.normalised_page(page) if page else ""
    except ValidationError:
        return None
    if not (image_url or page_url):
        return None
    return Record(
        image_url=image_url,
        page_url=page_url,
        title=one_line(storable(title))[:200] or name_of(image_url or page_url),
        description=storable(description).strip()[:2000],
        tags=tagging.good(map(storable, tags)),
        is_private=is_private,
        saved_at=saved_at if saved_at and saved_at >= FIRST_MOMENT else None,
        collections=tuple(name for one in collections if (name := collection_name(one))),
    )


def collection_name(text: str) -> str:
    return one_line(storable(text))[:100].strip()


def storable(text: str) -> str:
    """Without what no database stores: NUL and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()
