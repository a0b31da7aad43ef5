"""Who likes which posts, and how often each was read lately."""

from contextlib import suppress
from datetime import datetime, timedelta

from community.bookmarks import kinds as bookmark_kinds
from community.bookmarks.models import Bookmark
from community.reactions import counting, likes
from community.reactions.exceptions import NotLikable
from community.reactions.models import ViewCount
from stoa.accounts.models import User
from stoa.core import things
from stoa.demo.loading.bookmarks import WEB
from stoa.demo.loading.pages import Places
from stoa.demo.loading.publication import DEFAULT_LANGUAGE, Publication

KIND, PRODUCT = "post", "product"
DAYS = 14


def load_likes(publication: Publication, places: Places, people: dict[str, User]) -> None:
    """Each member likes every few posts, some more than others; a second load finds the likes again."""
    keys = _keys(publication, places)
    for place, name in enumerate(sorted(people)):
        for key in keys[place % 5 :: 6 + place % 4]:
            # Somebody may have closed a post since.
            with suppress(NotLikable):
                likes.like(user=people[name], kind=KIND, key=key)


def load_views(publication: Publication, places: Places, now: datetime) -> None:
    """What nobody has seen here yet was seen in the last two weeks, some of it more than the rest."""
    _count(KIND, _keys(publication, places), now)
    _count(PRODUCT, _keys(publication, places, PRODUCT), now)
    saved = Bookmark.objects.filter(image_url__startswith=f"{WEB}/").order_by("image_url")
    _count(bookmark_kinds.KIND, [things.key_of(bookmark) for bookmark in saved], now)


def _count(kind: str, keys: list[str], now: datetime) -> None:
    counted = set(ViewCount.objects.filter(kind=kind, key__in=keys).values_list("key", flat=True))
    days = [now.date() - timedelta(days=ago) for ago in range(DAYS)]
    counting.add(
        (day, kind, key, 1 + (place * 7 + ago * 5) % (3 + place * 17 % 29))
        for place, key in enumerate(keys)
        if key not in counted
        for ago, day in enumerate(days)
    )


def _keys(publication: Publication, places: Places, kind: str = KIND) -> list[str]:
    names = publication.products if kind == PRODUCT else publication.posts
    return [things.key_of(places.pages[f"{kind}:{name}", DEFAULT_LANGUAGE]) for name in sorted(names)]
