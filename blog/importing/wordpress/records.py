"""What a WordPress export holds, as plain values."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Site:
    """The site the export was made from; `url` has no slash at its end and is "" when the file does not say."""

    title: str = ""
    url: str = ""
    description: str = ""
    language: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    login: str
    email: str = ""
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""

    @property
    def name(self) -> str:
        return self.display_name or f"{self.first_name} {self.last_name}".strip() or self.login


@dataclass(frozen=True, slots=True)
class Term:
    """A category, a tag, a menu or another term; `parent` is the slug of the parent."""

    taxonomy: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """`state` is WordPress's own word: "1" approved, "0" waiting, "spam", "trash"; `parent` 0 means top level.
    `is_member` tells whether its author was logged in."""

    id: int
    author: str
    email: str
    url: str
    written_at: datetime | None
    content: str
    state: str
    kind: str
    parent: int
    is_member: bool = False


@dataclass(slots=True)
class Item:
    """A post, page, attachment, menu item or whatever else the site kept as a post."""

    id: int
    kind: str
    title: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    published_at: datetime | None = None
    changed_at: datetime | None = None
    comments_open: bool = False
    slug: str = ""
    status: str = ""
    parent: int = 0
    order: int = 0
    password: str = ""
    is_sticky: bool = False
    attachment_url: str = ""
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    old_slugs: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    def terms_of(self, taxonomy: str) -> list[Term]:
        return [term for term in self.terms if term.taxonomy == taxonomy]
