"""What a page type inherits to have comments."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from stoa.accounts.models import User


class CommentedPage(models.Model):
    """Mixin for page types: `class BlogPostPage(CommentedPage, BodyPage)`.

    The page's template shows its thread with `{% comments page %}` of `comments_tags`, and its settings panels offer
    `comments_open`. The thread belongs to every translation of the page.
    """

    comments_open = models.BooleanField(_("comments open"), default=True)

    class Meta:
        abstract = True

    def comment_recipients(self) -> Sequence["User"]:
        """Who is told of a new comment by mail, besides the one it answers."""
        return []

    def comment_author_ids(self) -> Collection[int]:
        """The users whose comments here are marked as the author's."""
        return ()

    def takes_comments(self, site_settings: Any) -> bool:
        return self.comments_open and site_settings.comments_enabled
