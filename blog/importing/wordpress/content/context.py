"""What every step of one conversion shares."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from blog.importing.wordpress.content.library import Library
from blog.importing.wordpress.content.shortcode_values import Shortcode

# Name of a block and its value, as the StreamField keeps them.
BodyBlock = tuple[str, Any]


@dataclass(slots=True)
class Context:
    """`note(kind, what)` adds a line to the report; `is_classic` is True where line breaks mean something."""

    post: int
    address: str
    library: Library
    note: Callable[[str, str], None]
    is_classic: bool = True
    shortcodes: list[Shortcode] = field(default_factory=list)

    def absolute(self, url: str) -> str:
        """The address as a reader of the old post would have reached it."""
        try:
            return urljoin(self.address, url.strip())
        except ValueError:
            return url.strip()
