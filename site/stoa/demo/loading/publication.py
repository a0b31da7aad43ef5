"""The demo publication as its files describe it."""

import json
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stoa.demo.names import FileName, walk
from stoa.demo.reader import Article, read

DEMO = Path(__file__).resolve().parents[1]
CONTENT = DEMO / "content"
DEFAULT_LANGUAGE = "en"
KEYS = uuid.UUID("5b1d1f0e-4f1c-5d0a-9c55-0c2f6a1d7e11")


def key(kind: str, name: str) -> uuid.UUID:
    """The translation key of a thing of the demo: always the same, so that a second load finds it."""
    return uuid.uuid5(KEYS, f"{kind}:{name}")


@dataclass(frozen=True)
class Publication:
    """Everything there is to load. Articles and products are by English slug (or key), then by language."""

    site: dict[str, Any]
    home: dict[str, Any]
    threads: list[dict[str, Any]]
    accounts: list[dict[str, Any]]
    members: dict[str, Any]
    bookmarks: dict[str, Any]
    prices: dict[str, Any]
    orders: dict[str, Any]
    reviews: list[dict[str, Any]]
    downloads: dict[str, Any]
    shop: dict[str, Any]
    posts: dict[str, dict[str, Article]]
    pages: dict[str, dict[str, Article]]
    products: dict[str, dict[str, Article]]

    @property
    def people(self) -> list[dict[str, Any]]:
        """Who has an account: those who may log in first."""
        members = [
            {"email": f"{member['handle']}@stoa.example", "groups": []} | member for member in self.members["people"]
        ]
        return [*self.accounts, *self.site["people"], *members]

    @property
    def files(self) -> list[FileName]:
        bodies = [article.blocks for article in self.articles()]
        return [leaf for leaf in walk(bodies) if isinstance(leaf, FileName)]

    def articles(self) -> Iterator[Article]:
        for group in (self.posts, self.pages, self.products):
            for translations in group.values():
                yield from translations.values()


def read_publication() -> Publication:
    """Read all files. Raises ValueError, naming the file, when one is not written as agreed."""
    return Publication(
        site=_toml("site.toml"),
        home=_toml("home.toml"),
        threads=_toml("comments.toml")["threads"],
        accounts=json.loads((DEMO / "accounts.json").read_text(encoding="utf-8")),
        members=_toml("members.toml"),
        bookmarks=_toml("bookmarks.toml"),
        prices=_toml("prices.toml"),
        orders=_toml("orders.toml"),
        reviews=_toml("reviews.toml")["reviews"],
        downloads=_toml("downloads.toml"),
        shop=_toml("shop.toml"),
        posts=_articles("posts"),
        pages=_articles("pages"),
        products=_articles("products"),
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def _articles(folder: str) -> dict[str, dict[str, Article]]:
    """`name.md` is English, `name.es.md` its Spanish translation."""
    articles: dict[str, dict[str, Article]] = {}
    for path in sorted((CONTENT / folder).glob("*.md")):
        name, _, language = path.stem.partition(".")
        articles.setdefault(name, {})[language or DEFAULT_LANGUAGE] = read(path)
    return articles
