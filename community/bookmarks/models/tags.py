"""Members' tags, apart from those of the editors, who would find them among their own suggestions."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase


class BookmarkTag(TagBase):
    """A word that bookmarks are found by, in small letters."""

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("tag of bookmarks")
        verbose_name_plural = _("tags of bookmarks")


class TaggedBookmark(ItemBase):
    """That a bookmark has a tag."""

    tag = models.ForeignKey(
        BookmarkTag, on_delete=models.CASCADE, related_name="tagged", db_index=False, verbose_name=_("tag")
    )
    content_object = models.ForeignKey(
        "bookmarks.Bookmark",
        on_delete=models.CASCADE,
        related_name="tagged",
        db_index=False,
        verbose_name=_("bookmark"),
    )

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("tag of a bookmark")
        verbose_name_plural = _("tags of a bookmark")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="unique_tag_of_bookmark")]
        indexes = [models.Index(fields=["tag", "content_object"], name="bookmarks_of_tag")]
