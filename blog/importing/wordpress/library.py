"""Answers what bodies ask, from the export's index and from what has been imported."""

from functools import lru_cache

from blog.importing.wordpress.content.library import Picture
from blog.importing.wordpress.index import Attachment
from blog.importing.wordpress.media import MediaShelf
from blog.importing.wordpress.session import Session

PAGES = ("post", "page")
#: So many addresses of links are remembered.
ADDRESSES = 50_000


class ImportedLibrary:
    """`awaited` holds the posts that were asked for and are not here yet: whoever asked is written again later."""

    def __init__(self, session: Session, shelf: MediaShelf) -> None:
        self.session = session
        self.shelf = shelf
        self.awaited: set[int] = set()
        self._post_at = lru_cache(ADDRESSES)(self._find_post)

    def picture(self, *, attachment: int | None, url: str) -> Picture:
        """By address first: numbers in old bodies often belong to a site that was moved since."""
        index = self.session.index
        found = (index.attachment_at(url) if url else None) or (index.attachment(attachment) if attachment else None)
        if found is not None:
            return self._picture(found, url or found.url)
        return Picture(self.shelf.stray_image(url) if url else None, url)

    def gallery(self, *, post: int) -> list[Picture]:
        attachments = self.session.index.attachments_of(post)
        return [self._picture(found, found.url) for found in attachments if self.shelf.is_image(found.url)]

    def document(self, *, url: str) -> int | None:
        found = self.session.index.attachment_at(url)
        return self.session.ledger.id_of("document", found.id) if found else None

    def page(self, *, url: str) -> int | None:
        found = self._post_at(url)
        if found is None:
            return None
        kind, number = found
        page = self.session.ledger.id_of(kind, number)
        if page is None:
            self.awaited.add(number)
        return page

    def shared_block(self, *, block: int) -> str | None:
        return self.session.index.shared_block(block)

    def _find_post(self, url: str) -> tuple[str, int] | None:
        """Kind and number of the post or page that had this address, or to which the attachment there belongs."""
        index = self.session.index
        number = index.item_at(url)
        if number is not None and index.kind_of(number) == "attachment":
            number = index.parent_of(number)
        kind = index.kind_of(number) if number is not None else ""
        return (kind, number) if number is not None and kind in PAGES else None

    def _picture(self, found: Attachment, url: str) -> Picture:
        image = self.session.ledger.id_of("image", found.id)
        return Picture(image, url, found.alt, " ".join(found.caption.split()))
