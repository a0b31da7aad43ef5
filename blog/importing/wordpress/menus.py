"""Menus. Ours are two flat ones, in the header and the footer; a menu that editors have filled is left alone."""

import json
import uuid
from collections import defaultdict
from typing import Any

from blog.importing.wordpress.content.convert import to_title
from blog.importing.wordpress.content.rich_text import shortened
from blog.importing.wordpress.numbers import number_of
from blog.importing.wordpress.records import Item, Term
from blog.importing.wordpress.session import Session
from stoa.core.models import SiteText

LABEL = 60
HEADER_ENTRIES = 8
PARENT = "_menu_item_menu_item_parent"
HEADER_WORDS = ("primary", "main", "header", "top", "navigation")
FOOTER_WORDS = ("footer", "bottom", "secondary", "legal")


def load_menus(session: Session, items: list[Item]) -> None:
    menus: defaultdict[str, list[Item]] = defaultdict(list)
    names: dict[str, Term] = {term.slug: term for term in session.index.terms if term.taxonomy == "nav_menu"}
    for item in items:
        for term in item.terms_of("nav_menu"):
            names.setdefault(term.slug, term)
            menus[term.slug].append(item)
    header = _choose(menus, HEADER_WORDS) or _handiest(menus)
    chosen = {"header_menu": header, "footer_menu": _choose(menus, FOOTER_WORDS)}
    for slug, term in names.items():
        place = next((field for field, menu in chosen.items() if menu == slug), None)
        if place is None:
            session.report.note("menu left out", f"{term.name or slug}: {len(menus[slug])} entries")
        else:
            _load(session, place, slug, term, menus[slug])


def _choose(menus: dict[str, list[Item]], words: tuple[str, ...]) -> str | None:
    """The first menu whose name says that it belongs there: an export does not tell where a menu stood."""
    return next((slug for word in words for slug, items in menus.items() if word in slug and items), None)


def _handiest(menus: dict[str, list[Item]]) -> str | None:
    """The first menu that would fit a header: a few entries, most of them pages."""
    for slug, items in menus.items():
        top = [item for item in items if item.meta.get(PARENT, "0") in ("", "0")]
        pages = [item for item in top if item.meta.get("_menu_item_object") == "page"]
        if 1 < len(top) <= HEADER_ENTRIES and len(pages) * 2 >= len(top):
            return slug
    return None


def _load(session: Session, place: str, slug: str, term: Term, items: list[Item]) -> None:
    label = f"menu “{term.name or slug}”"
    links = []
    for item in sorted(items, key=lambda item: item.order):
        link = _link(session, item, label)
        if link is None:
            continue
        if item.meta.get(PARENT, "0") not in ("", "0"):
            session.report.note("menu entry on a lower level left out", f"{label}: {link['label'] or item.title}")
            continue
        links.append(link)
    if links:
        _keep(session, place, slug, term, links)


def _keep(session: Session, place: str, slug: str, term: Term, links: list[dict[str, Any]]) -> None:
    texts = SiteText.objects.filter(locale=session.locale).first()
    is_ours = session.ledger.id_of("menu", slug) is not None
    if texts is not None and getattr(texts, place) and not is_ours:
        session.report.note("menu left out", f"{term.name or slug}: this site has a {place.replace('_', ' ')} already")
        return

    def write(existing: SiteText | None) -> SiteText:
        saved = existing or texts or SiteText(locale=session.locale)
        stream = [
            {"type": "link", "value": link, "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{slug}#{number}"))}
            for number, link in enumerate(links)
        ]
        # A StreamField takes its stored form as text.
        setattr(saved, place, json.dumps(stream))
        saved.save()
        return saved

    payload = {"name": term.name or slug, "place": place, "links": links}
    session.ledger.keep("menu", slug[:200], payload, model=SiteText, write=write)


def _link(session: Session, item: Item, menu: str) -> dict[str, Any] | None:
    """One entry as our menu keeps it; None, with a line in the report, if it leads nowhere."""
    title = shortened(to_title(item.title), LABEL)
    kind, number = item.meta.get("_menu_item_object", ""), number_of(item.meta.get("_menu_item_object_id"))
    if item.meta.get("_menu_item_type") == "post_type" and kind in ("post", "page") and number is not None:
        page = session.ledger.id_of(kind, number)
        if page is not None:
            return {"page": page, "url": "", "label": title}
    url = item.meta.get("_menu_item_url", "").strip()
    if url and url != "#":
        page_number = session.index.item_at(url)
        page = session.ledger.id_of(session.index.kind_of(page_number), page_number) if page_number else None
        return {"page": page, "url": "" if page else url, "label": title}
    session.report.note("menu entry left out", f"{menu}: {title or kind} {number or ''}")
    return None
