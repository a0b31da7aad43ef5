"""The feeds of the whole site in each language: the footer leads to them, pages without their own make them known.

The app that has them registers how they are found: `register(feeds_of_language)`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from stoa.core import kept

if TYPE_CHECKING:
    from stoa.core.seo import FeedLink

FindFeeds = Callable[[str], list["FeedLink"]]
_finders: list[FindFeeds] = []


def register(find: FindFeeds) -> None:
    _finders.append(find)


def of(language: str) -> list["FeedLink"]:
    """The feeds of this language, the most common form first."""
    return kept.fact(f"feeds:{language}", lambda: [feed for find in _finders for feed in find(language)])
