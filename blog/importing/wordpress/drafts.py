"""From an item of the export to what its page shall be."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from blog.importing.wordpress.content import convert
from blog.importing.wordpress.content.context import BodyBlock, Context
from blog.importing.wordpress.content.rich_text import shortened
from blog.importing.wordpress.library import ImportedLibrary
from blog.importing.wordpress.numbers import number_of
from blog.importing.wordpress.people import Authors
from blog.importing.wordpress.records import Item
from blog.importing.wordpress.session import Session
from blog.importing.wordpress.slugs import to_slug
from blog.importing.wordpress.terms import Terms

TITLE, INTRO = 255, 600
LIVE, SCHEDULED, DRAFT = "live", "scheduled", "draft"
STATES = {"publish": LIVE, "future": SCHEDULED, "draft": DRAFT, "pending": DRAFT, "private": LIVE}
DESCRIPTIONS = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description")


@dataclass(slots=True)
class Draft:
    """A page as it shall be. `state` follows from the date only when it is written, so that time changes no digest."""

    title: str
    slug: str
    state: str
    published_at: datetime | None
    changed_at: datetime | None
    body: list[BodyBlock]
    intro: str = ""
    description: str = ""
    cover: int | None = None
    author: int | None = None
    categories: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    is_featured: bool = False
    comments_open: bool = False
    is_private: bool = False
    password: str = ""
    parent: int = 0

    def is_public(self, now: datetime) -> bool:
        """Whether anyone may read it now."""
        is_out = self.published_at is None or self.published_at <= now
        return self.state != DRAFT and is_out and not self.is_private and not self.password

    def payload(self) -> dict[str, Any]:
        return asdict(self)


class Drafting:
    """Makes drafts of pages; what is lost on the way goes to the report."""

    def __init__(self, session: Session, *, library: ImportedLibrary, authors: Authors, terms: Terms) -> None:
        self.session = session
        self.library = library
        self.authors = authors
        self.terms = terms

    def draft(self, item: Item, *, parent: int) -> Draft:
        note = self.session.notes_on(label_of(item))
        title = self._title(item)
        context = Context(
            post=item.id, address=item.link or self.session.index.site.url, library=self.library, note=note
        )
        draft = Draft(
            title=title,
            slug=to_slug(item.slug) or to_slug(title) or f"{item.kind}-{item.id}",
            state=STATES[item.status],
            published_at=item.published_at,
            changed_at=item.changed_at,
            body=convert.to_blocks(item.content, context),
            description=next((text for key in DESCRIPTIONS if (text := item.meta.get(key, "").strip())), ""),
            cover=self._cover(item),
            is_private=item.status == "private",
            password=item.password,
            parent=parent,
        )
        if item.kind == "post":
            self._file(draft, item)
        self._note_rest(item)
        return draft

    def _file(self, draft: Draft, item: Item) -> None:
        """What only posts have."""
        draft.intro = self._intro(item)
        draft.author = self.authors.id_of(item.creator)
        draft.categories = [self.terms.category(term) for term in item.terms_of("category")]
        draft.tags = sorted({self.terms.tag(term) for term in item.terms_of("post_tag")})
        draft.is_featured = item.is_sticky
        draft.comments_open = item.comments_open
        if draft.is_public(self.session.now):
            self.authors.used.update([draft.author] if draft.author else [])
            self.terms.used["category"].update(draft.categories)
            self.terms.used["tag"].update(draft.tags)

    def _title(self, item: Item) -> str:
        note = self.session.notes_on(label_of(item))
        title = convert.to_title(item.title)
        if not title:
            note("post without a title", "")
        if len(title) > TITLE:
            note("title shortened", title)
        if "<" in item.title and convert.to_title(item.title) != item.title:
            note("formatting", "markup in the title")
        return shortened(title, TITLE) or gettext("(untitled)")

    def _intro(self, item: Item) -> str:
        intro = convert.to_text(item.excerpt) or convert.intro_of(item.content)
        if len(intro) > INTRO:
            self.session.notes_on(label_of(item))("introduction shortened", intro)
        return shortened(intro, INTRO)

    def _cover(self, item: Item) -> int | None:
        number = number_of(item.meta.get("_thumbnail_id"))
        if number is None:
            return None
        image = self.session.ledger.id_of("image", number)
        if image is None:
            attachment = self.session.index.attachment(number)
            what = attachment.url if attachment else f"attachment {number}, which is not in the export"
            self.session.notes_on(label_of(item))("featured picture left out", what)
        return image

    def _note_rest(self, item: Item) -> None:
        note = self.session.notes_on(label_of(item))
        if item.status == "pending":
            note("waiting for review", "came over as a draft")
        for key in item.meta:
            if not key.startswith("_") and key not in DESCRIPTIONS:
                note("custom field left out", key)
        for term in item.terms:
            if term.taxonomy == "post_format":
                note("post format left out", term.name or term.slug)
            elif term.taxonomy not in ("category", "post_tag"):
                note("term of a plugin", f"{term.taxonomy} {term.name}")
        if item.kind == "page" and item.meta.get("_wp_page_template", "default") not in ("default", ""):
            note("page template left out", item.meta["_wp_page_template"])


def label_of(item: Item) -> str:
    title = shortened(convert.to_title(item.title), 60) or item.slug or "untitled"
    return f"{item.kind} {item.id} “{title}”"
