"""Loads posts and pages, parents before children, and writes again those whose links were waiting for others."""

import re
from collections.abc import Iterator

from wagtail.models import Page

from blog.importing.wordpress.comments import load_comments
from blog.importing.wordpress.drafts import STATES, Draft, Drafting, label_of
from blog.importing.wordpress.library import ImportedLibrary
from blog.importing.wordpress.progress import Progress
from blog.importing.wordpress.publishing import write_page
from blog.importing.wordpress.records import Item
from blog.importing.wordpress.redirects import OldAddresses
from blog.importing.wordpress.session import Session
from blog.importing.wordpress.wxr import WxrFile
from blog.models import BlogPostPage
from stoa.core.pages import BodyPage, plain_page_model

PAGES = ("post", "page")
LOADED_ELSEWHERE = {"attachment", "nav_menu_item", "wp_block"}


class PageLoader:
    """`menu_items` are kept on the way, for the menus to be made when all pages are here."""

    def __init__(self, session: Session, *, library: ImportedLibrary, drafting: Drafting) -> None:
        self.session = session
        self.library = library
        self.drafting = drafting
        self.addresses = OldAddresses(session)
        self.menu_items: list[Item] = []
        self._postponed: set[int] = set()
        self._orphans: set[int] = set()
        self._unlinked: set[int] = set()

    def load(self, file: WxrFile, progress: Progress) -> None:
        for item in progress.over("posts", file.items(), total=self.session.index.item_count):
            self._take(item)
        while self._postponed:
            waiting, self._postponed = self._postponed, set()
            for item in self._again(file, waiting):
                self._load(item)
            if self._postponed == waiting:
                # Pages that are each other's parents: none would ever be first.
                self._orphans |= waiting
        self._link(file)

    def _link(self, file: WxrFile) -> None:
        """Write again what links to posts that came after it. The report has all of it already."""
        if not self._unlinked or self.session.is_dry_run:
            return
        self.session.report.is_paused = True
        for item in self._again(file, self._unlinked):
            self._load(item)
        self.session.report.is_paused = False

    def _again(self, file: WxrFile, numbers: set[int]) -> Iterator[Item]:
        numbers = set(numbers)
        return (item for item in file.items() if item.id in numbers and item.kind in PAGES)

    def _take(self, item: Item) -> None:
        note = self.session.notes_on(label_of(item))
        if reason := _reason_to_leave_out(item):
            note(f"left out: {reason}", "")
        elif item.kind == "nav_menu_item":
            self.menu_items.append(item)
        elif item.kind == "attachment":
            for _comment in item.comments:
                note("comment on an attachment left out", "")
            if item.content.strip():
                note("description of an attachment left out", item.content.strip()[:80])
        elif item.kind in PAGES:
            self._load(item)

    def _load(self, item: Item) -> None:
        parent = self._parent_of(item)
        if parent is None:
            self._postponed.add(item.id)
            return
        self.library.awaited.clear()
        draft = self.drafting.draft(item, parent=parent)
        if self.library.awaited:
            self._unlinked.add(item.id)
        page_id = self._keep(item, draft)
        if not self.session.report.is_paused:
            self._lead(item, draft, page_id)
            load_comments(self.session, item, page_id)

    def _parent_of(self, item: Item) -> int | None:
        """Id of the page above; None while it has not been loaded."""
        if item.kind == "post":
            return self.session.blog.pk
        if not item.parent:
            return self.session.root.pk
        index = self.session.index
        is_coming = index.kind_of(item.parent) == "page" and index.status_of(item.parent) in STATES
        if item.id in self._orphans or not is_coming:
            self.session.notes_on(label_of(item))("parent page is not in the export", str(item.parent))
            return self.session.root.pk
        return self.session.ledger.id_of("page", item.parent)

    def _keep(self, item: Item, draft: Draft) -> int:
        model = BlogPostPage if item.kind == "post" else plain_page_model()
        slug = self._slug(item, draft)
        key = f"{self.session.ledger.source}/{item.kind}/{item.id}"

        def write(existing: BodyPage | None) -> BodyPage:
            return write_page(self.session, page=existing, model=model, draft=draft, slug=slug, key=key)

        return self.session.ledger.keep(item.kind, item.id, draft.payload(), model=model, write=write)

    def _slug(self, item: Item, draft: Draft) -> str:
        """The slug the page has, if it was made from the same wish; else a free one."""
        page_id = self.session.ledger.id_of(item.kind, item.id)
        current = Page.objects.filter(pk=page_id).values_list("slug", flat=True).first() if page_id else None
        if current is None or not re.fullmatch(rf"{re.escape(draft.slug)}(-\d+)?", current):
            current = self.session.slugs.free(draft.parent, draft.slug)
        if current != draft.slug:
            self.session.notes_on(label_of(item))("slug taken", f"{draft.slug} became {current}")
        return current

    def _lead(self, item: Item, draft: Draft, page_id: int) -> None:
        self.addresses.lead_to_page(item.link, page_id, parent_id=draft.parent, slug=draft.slug)
        for old_slug in item.old_slugs:
            url = re.sub(r"[^/]+/?$", f"{old_slug}/", item.link.partition("?")[0])
            self.addresses.lead_to_page(url, page_id, parent_id=draft.parent, slug=draft.slug)


def _reason_to_leave_out(item: Item) -> str:
    """A few words for the report; "" for what is taken."""
    if not item.id:
        return "item without a usable number"
    if item.kind not in (*PAGES, *LOADED_ELSEWHERE):
        return item.kind or "item without a type"
    if item.kind in PAGES and item.status not in STATES:
        return item.status or "no state"
    return ""
