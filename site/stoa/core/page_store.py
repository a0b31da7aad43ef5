"""Whole public answers kept in the memory of this process, the least recently used dropped first."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

Key = tuple[str, ...]


@dataclass(eq=False)
class KeptPage:
    """An answer as it goes out, plain and gzipped; `made_at` is when its making began (Unix time)."""

    headers: dict[str, str]
    body: bytes
    gzipped: bytes
    tags: frozenset[str]
    made_at: float
    etag: str
    #: The purge mark at which the page was last seen to be fresh; at first none.
    generation: Any = field(default_factory=object)

    @property
    def size(self) -> int:
        return len(self.body) + len(self.gzipped) + 1_000


class PageStore:
    """A dictionary of kept pages that knows which tags they show."""

    def __init__(self, *, max_pages: int, max_bytes: int) -> None:
        self.max_pages = max_pages
        self.max_bytes = max_bytes
        self.bytes = 0
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._keys: defaultdict[str, set[Key]] = defaultdict(set)
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Key) -> KeptPage | None:
        with self._lock:
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: KeptPage) -> None:
        with self._lock:
            self._remove(key)
            self._pages[key] = page
            self.bytes += page.size
            for tag in page.tags:
                self._keys[tag].add(key)
            while len(self._pages) > self.max_pages or self.bytes > self.max_bytes:
                self._remove(next(iter(self._pages)))

    def remove(self, key: Key) -> None:
        with self._lock:
            self._remove(key)

    def drop(self, tags: Iterable[str]) -> None:
        """Remove every page that shows one of `tags`."""
        with self._lock:
            for key in set().union(*(self._keys.get(tag, ()) for tag in tags)):
                self._remove(key)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._keys.clear()
            self.bytes = 0

    def _remove(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is None:
            return
        self.bytes -= page.size
        for tag in page.tags:
            self._keys[tag].discard(key)
            if not self._keys[tag]:
                del self._keys[tag]
