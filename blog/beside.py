"""The posts that a post leads on to: before and after it, alike, and the other parts of its series.

Every page of a post asks for them, so all but the last are standing queries (`stoa.core.standing`).
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import BigAutoField, DateTimeField
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from stoa.core import sites
from stoa.core.access import Viewer
from stoa.core.standing import Given, Standing

if TYPE_CHECKING:
    from blog.models import BlogPostPage
    from blog.posts import PostQuerySet

_ID = BigAutoField()
_FIELDS = ("pk", "title", "url_path")


@dataclass(frozen=True)
class Neighbour:
    """What a link to a post needs."""

    pk: int
    title: str
    url: str


class _AnyPost:
    """Stands in a query for the post that is asked about, which has this number of tags."""

    def __init__(self, tags: int = 0) -> None:
        self.pk = Given("pk", _ID)
        self.locale_id = Given("locale", _ID)
        self.published_at = Given("published_at", DateTimeField())
        self.filing = {"tags": [{"id": Given(f"tag_{number}", _ID)} for number in range(tags)]}


def posts_beside(post: "BlogPostPage", viewer: Viewer) -> dict[str, Any]:
    """What the post's template names so, as far as the viewer may see it."""
    about = {"pk": post.pk or 0, "locale": post.locale_id, "published_at": post.published_at or timezone.now()}
    tags = {f"tag_{number}": tag["id"] for number, tag in enumerate(post.filing["tags"])}
    return {
        "newer": _neighbour(_near("newer_than").rows(viewer, **about)),
        "older": _neighbour(_near("older_than").rows(viewer, **about)),
        "similar": _similar(len(tags)).ask(viewer, **about, **tags) if tags else [],
        "series_posts": _parts(post, viewer) if post.series_id else [],
    }


def _neighbour(rows: list[tuple[int, str, str]]) -> Neighbour | None:
    return next((Neighbour(pk, title, iri_to_uri(sites.link(path))) for pk, title, path in rows), None)


def _parts(post: "BlogPostPage", viewer: Viewer) -> list[Any]:
    return list(_seen_by(viewer, post.locale_id).in_series(post).as_parts())


def _seen_by(viewer: Viewer, locale: Any) -> "PostQuerySet":
    from blog.models import BlogPostPage  # noqa: PLC0415 -- the models' module imports this one

    return BlogPostPage.objects.visible_to(viewer).filter(locale=locale)


@cache
def _near(side: str) -> Standing:
    """The next post on one side."""
    post = _AnyPost()
    return Standing(lambda viewer: getattr(_seen_by(viewer, post.locale_id), side)(post).values_list(*_FIELDS)[:1])


@cache
def _similar(tags: int) -> Standing:
    post = _AnyPost(tags)
    return Standing(lambda viewer: _seen_by(viewer, post.locale_id).similar_to(post).for_cards())
