"""What a body refers to outside itself: pictures, files, other posts. The loader answers from the database."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Picture:
    """An attachment; `image` is the id of our image, None while its file is not here."""

    image: int | None
    url: str
    alt: str = ""
    caption: str = ""


class Library(Protocol):
    def picture(self, *, attachment: int | None, url: str) -> Picture:
        """The picture with this attachment number, else the one at this address; never fails."""

    def gallery(self, *, post: int) -> list[Picture]:
        """Pictures uploaded to a post, in its order: what [gallery] without ids shows."""

    def document(self, *, url: str) -> int | None:
        """Our document made from the file at this address."""

    def page(self, *, url: str) -> int | None:
        """Our page made from the post at this address."""

    def shared_block(self, *, block: int) -> str | None:
        """Content of a reusable block."""


class EmptyLibrary:
    """Knows nothing: every picture stays a link, every link stays as it was."""

    def picture(self, *, attachment: int | None, url: str) -> Picture:
        return Picture(image=None, url=url)

    def gallery(self, *, post: int) -> list[Picture]:
        return []

    def document(self, *, url: str) -> int | None:
        return None

    def page(self, *, url: str) -> int | None:
        return None

    def shared_block(self, *, block: int) -> str | None:
        return None
