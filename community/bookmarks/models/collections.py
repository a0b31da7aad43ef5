"""Collections: bookmarks of one member under a name, for everybody, for those who have the link, or for nobody else."""

import secrets
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.bookmarks.models.bookmarks import SLUG_LENGTH
from community.members.visibility import owners_visible_to


class Sharing(models.TextChoices):
    """Who sees a collection. A private bookmark in it is seen by its owner only, whatever is said here."""

    PRIVATE = "private", pgettext_lazy("who may see", "Only me")
    LINK = "link", pgettext_lazy("who may see", "Whoever has the link")
    PUBLIC = "public", pgettext_lazy("who may see", "Everybody who may see my bookmarks")


def make_key() -> str:
    return secrets.token_urlsafe(16)


class CollectionQuerySet(models.QuerySet["Collection"]):
    """Collections and who may see them at their public address."""

    def visible_to(self, viewer: Any) -> Self:
        visible = Q(sharing=Sharing.PUBLIC) & owners_visible_to(viewer, "bookmarks", path="owner")
        return self.filter(visible | Q(owner=viewer.pk)) if viewer.pk else self.filter(visible)

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class Collection(models.Model):
    """Rows are written only by `community.bookmarks.collecting`."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="bookmark_collections",
        db_index=False,
        verbose_name=_("member"),
    )
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), max_length=1000, blank=True)
    sharing = models.CharField(_("who sees it"), max_length=10, choices=Sharing.choices, default=Sharing.PRIVATE)
    key = models.CharField(max_length=22, unique=True, default=make_key, editable=False)
    cover = models.ForeignKey(
        "bookmarks.Bookmark",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover"),
    )
    created_at = models.DateTimeField(_("date"), default=timezone.now)
    bookmarks = models.ManyToManyField(
        "bookmarks.Bookmark", through="bookmarks.Collected", related_name="collections", verbose_name=_("bookmarks")
    )

    objects: ClassVar[Any] = CollectionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("collection of bookmarks")
        verbose_name_plural = _("collections of bookmarks")
        constraints = [
            models.UniqueConstraint(name="collection_name_once", fields=["owner", "name"]),
            models.CheckConstraint(name="collection_sharing_known", condition=Q(sharing__in=Sharing.values)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slugify(self.name, allow_unicode=True)[:SLUG_LENGTH].strip("-_") or "-"

    def get_absolute_url(self) -> str:
        return reverse("bookmarks:collection", args=[self.pk, self.slug])

    @property
    def link(self) -> str:
        """The address that only those know who were given it."""
        return reverse("bookmarks:shared_collection", args=[self.key])

    @property
    def is_public(self) -> bool:
        return self.sharing == Sharing.PUBLIC

    @property
    def is_by_link(self) -> bool:
        return self.sharing == Sharing.LINK


class Collected(models.Model):
    """That a bookmark is in a collection of the same member."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="collected", db_index=False)
    bookmark = models.ForeignKey("bookmarks.Bookmark", on_delete=models.CASCADE, related_name="collected")
    added_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("bookmark in a collection")
        verbose_name_plural = _("bookmarks in a collection")
        constraints = [models.UniqueConstraint(fields=["collection", "bookmark"], name="collected_once")]

    def __str__(self) -> str:
        return f"{self.collection_id} ∋ {self.bookmark_id}"
