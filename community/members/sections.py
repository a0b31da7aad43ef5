"""What a profile leads to: rooms above register their sections ("Bookmarks", "Likes", "Posts") in `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from community.members.visibility import PARTS
from stoa.accounts.models import User
from stoa.core.access import Viewer


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a profile with pages of its own, at `url(owner)`, in the order of `order`.

    `count(owner, viewer)` says how many things `viewer` sees there, in one query; `newest(owner, viewer)` is HTML of
    the latest few for the profile itself, empty for none. What they show is named by `tags(owner)` of the page cache,
    or else purges `people.profile_tag(owner.pk)` when it changes.
    A section named as one of `visibility.PARTS` is shown to whom the owner chose, others to everybody. An empty one
    stands on its owner's dashboard only, unless told not to. Its pages are shown by `profiles.show`.
    """

    name: str
    label: str | Promise
    order: int
    url: Callable[[User], str]
    count: Callable[[User, Viewer], int]
    newest: Callable[[User, Viewer], SafeString] | None = None
    tags: Callable[[User], list[str]] | None = None
    is_shown_empty: bool = True

    @property
    def is_chosen(self) -> bool:
        """Does the owner decide who sees it?"""
        return self.name in PARTS


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _sections[section.name] = section


def sections() -> list[Section]:
    return sorted(_sections.values(), key=lambda section: (section.order, section.name))
