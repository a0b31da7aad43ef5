"""The posts that a post leads on to: before and after it, alike, and the other parts of its series.

Every page of a post asks for them, so all but the last are standing queries (`stoa.core.standing`).
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import BigAutoField, DateTimeField
from django.utils import timezone

from stoa.core.access import Viewer
from stoa.core.standing import Given, Standing

if TYPE_CHECKING:
    from blog.models import BlogPostPage
    from blog.posts import PostQuerySet

_ID = BigAutoField()


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
        "newer": next(iter(_near("newer_than").ask(viewer, **about)), None),
        "older": next(iter(_near("older_than").ask(viewer, **about)), None),
        "similar": _similar(len(tags)).ask(viewer, **about, **tags) if tags else [],
        "series_posts": list(_seen_by(viewer, post.locale_id).in_series(post).as_parts()),
    }


def _seen_by(viewer: Viewer, locale: Any) -> "PostQuerySet":
    from blog.models import BlogPostPage  # noqa: PLC0415 -- the models' module imports this one

    return BlogPostPage.objects.visible_to(viewer).filter(locale=locale)


@cache
def _near(side: str) -> Standing:
    """The next post on one side."""
    post = _AnyPost()
    return Standing(lambda viewer: getattr(_seen_by(viewer, post.locale_id), side)(post).as_links()[:1])


@cache
def _similar(tags: int) -> Standing:
    post = _AnyPost(tags)
    return Standing(lambda viewer: _seen_by(viewer, post.locale_id).for_cards().similar_to(post))
