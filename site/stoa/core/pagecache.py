"""What public answers show, and which of them a change makes stale.

A view that answers the same to everyone says so (`mark_public`) and names what it shows by tags (`shows`); whoever
changes something purges its tags (`purge`). Tags that all rooms know:

    site                             the frame of every page: names, menus, languages
    tree                             which pages there are: sitemap
    page:<pk>                        anything of a page: its own address, its card, its title in a list
    self:<pk>                        the page at its own address only
    posts:<locale pk>                which posts a language has, and in which order
    posts:<locale pk>:<kind>:<id>    a narrower list: tag, category, author (pk), year (2026), month (2026-5)
    comments:<translation key>       the thread of a page, and its number
    reviews:<translation key>        the reviews of a product
    comments:ranking                 which pages have most comments
    snippet:<app>.<model>:<pk>       a snippet (`snippet_tag`)
    people                           which members are shown, and in which order
    profile:<user pk>                all that a member's profile and card show

Kept pages live in each process (`stoa.core.page_store`); a purge drops them at once in the process where it happens.
The others learn of it from the shared cache, which holds the moment of the last purge of each tag, and are asked at
most once a second. Without a shared cache they keep an answer for PAGE_CACHE_SECONDS at most.
"""

import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from stoa.core import edge
from stoa.core.page_store import KeptPage, PageStore

SITE = "site"
TREE = "tree"
LOOK_EVERY_SECONDS = 1.0
#: Clocks of two machines may differ by this much.
CLOCK_SKEW_SECONDS = 0.5
MAX_PAGES = 4_000
MAX_BYTES = 64 * 1024 * 1024
_LATEST = "pagecache:latest"

store = PageStore(max_pages=MAX_PAGES, max_bytes=MAX_BYTES)


def shows(request: HttpRequest, *tags: str) -> None:
    """Say that the answer to `request` shows what `tags` name."""
    shown_tags(request).update(tags)


def shown_tags(request: HttpRequest) -> set[str]:
    return request.__dict__.setdefault("shown_tags", set())


def mark_public(request: HttpRequest) -> None:
    """Say that the answer is the same for everyone: no cookie, no token, no name. `mark_private` wins over it."""
    request.__dict__.setdefault("is_for_everyone", True)


def mark_private(request: HttpRequest) -> None:
    """Say that the answer is for this visitor only; nothing may keep it."""
    request.__dict__["is_for_everyone"] = False


def is_public(request: HttpRequest) -> bool:
    return request.__dict__.get("is_for_everyone", False) and not getattr(request, "is_preview", False)


def page_tag(page: Any) -> str:
    return f"page:{page.pk}"


def snippet_tag(instance: Any) -> str:
    return f"snippet:{instance._meta.label_lower}:{instance.pk}"


def purge(*tags: str) -> None:
    """Forget every kept answer that shows one of `tags`, here and elsewhere, once the transaction is committed."""
    if tags:
        _tell_listeners()
        transaction.on_commit(partial(_purge_now, frozenset(tags)))


def on_purge(listener: Callable[[], None]) -> None:
    """Call `listener` at every purge in this process: when it is asked for, and when it is committed."""
    _listeners.append(listener)


def forget_all() -> None:
    """Forget everything in this process, as if it had just started."""
    store.clear()
    _watch.mark, _watch.looked_at = None, 0.0
    _tell_listeners()


def latest_mark() -> str | None:
    """Differs after a purge anywhere; up to a second old."""
    return _watch.latest()


def is_fresh(page: KeptPage) -> bool:
    """Has nothing that `page` shows been purged since it was made, by this process or another?"""
    latest = latest_mark()
    if page.generation == latest:
        return True
    purged = cache.get_many([_key(tag) for tag in page.tags])
    # What it was made from may be older than itself: facts that are kept (`stoa.core.kept`) are looked at as seldom.
    since = page.made_at - CLOCK_SKEW_SECONDS - LOOK_EVERY_SECONDS
    if any(moment > since for moment in purged.values()):
        return False
    page.generation = latest
    return True


class _Watch:
    """The mark that the latest purge left in the shared cache, read at most once a second."""

    def __init__(self) -> None:
        self.mark: str | None = None
        self.looked_at = 0.0

    def latest(self) -> str | None:
        now = time.monotonic()
        if now - self.looked_at > LOOK_EVERY_SECONDS:
            self.mark = cache.get(_LATEST)
            self.looked_at = now
        return self.mark

    def leave(self, mark: str) -> None:
        # Nobody keeps an answer for longer, so older marks mean nothing.
        cache.set(_LATEST, mark, settings.PAGE_CACHE_SECONDS + 60)
        self.looked_at = 0.0


_watch = _Watch()
_listeners: list[Callable[[], None]] = []


def _tell_listeners() -> None:
    for listener in _listeners:
        listener()


def _purge_now(tags: frozenset[str]) -> None:
    store.drop(tags)
    _tell_listeners()
    now = time.time()
    cache.set_many({_key(tag): now for tag in tags}, settings.PAGE_CACHE_SECONDS + 60)
    _watch.leave(uuid.uuid4().hex)
    edge.purge(tags)


def _key(tag: str) -> str:
    return f"pagecache:{tag}"
