"""RSS 2.0, Atom and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) from the same plain data."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from stoa.core.feeds import EPOCH


@dataclass(frozen=True)
class Author:
    """Who wrote an entry, and the address of all they wrote."""

    name: str
    url: str


@dataclass(frozen=True)
class Cover:
    """The picture of an entry; its size in bytes, 0 when that is not known."""

    url: str
    size: int
    media_type: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One post; `key` stays the same when its address changes, every address is absolute."""

    key: str
    title: str
    url: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    authors: list[Author]
    categories: list[str]
    cover: Cover | None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A list of posts, newest first; `updated` is None when there are none."""

    title: str
    description: str
    publisher: str
    language: str
    url: str
    feed_url: str
    updated: datetime | None
    entries: list[Entry]


class _Rss(Rss201rev2Feed):
    content_type = "application/rss+xml"

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def latest_post_date(self) -> datetime:
        return self.feed["updated"]

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "Stoa")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author.name)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["html"])


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return self.feed["updated"]

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", author.name)
            handler.addQuickElement("uri", author.url)
            handler.endElement("author")
        handler.addQuickElement("content", item["html"], {"type": "html"})


def rss(feed: Feed) -> str:
    return _xml(_Rss, feed)


def atom(feed: Feed) -> str:
    return _xml(_Atom, feed)


def json_feed(feed: Feed) -> str:
    facts = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": feed.feed_url,
        "description": feed.description,
        "language": feed.language,
        "items": [_json_entry(entry, feed.language) for entry in feed.entries],
    }
    return json.dumps(facts, ensure_ascii=False)


def _json_entry(entry: Entry, language: str) -> dict[str, Any]:
    facts = {
        "id": entry.key,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "image": entry.cover.url if entry.cover else "",
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
        "authors": [{"name": author.name, "url": author.url} for author in entry.authors],
        "tags": entry.categories,
        "language": language,
    }
    return {name: value for name, value in facts.items() if value}


def _xml(kind: type[SyndicationFeed], feed: Feed) -> str:
    generator = kind(
        title=feed.title,
        link=feed.url,
        description=feed.description,
        language=feed.language,
        feed_url=feed.feed_url,
        feed_guid=feed.feed_url,
        subtitle=feed.description,
        author_name=feed.publisher,
        updated=feed.updated or EPOCH,
    )
    for entry in feed.entries:
        generator.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.summary),
            unique_id=entry.key,
            unique_id_is_permalink=False,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.categories,
            enclosures=_enclosures(entry.cover),
            authors=entry.authors,
            html=entry.html,
        )
    return generator.writeString("utf-8")


def _enclosures(cover: Cover | None) -> list[Enclosure]:
    return [Enclosure(cover.url, str(cover.size), cover.media_type)] if cover else []
