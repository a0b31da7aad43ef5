"""One thing a member has saved: a picture from the web, or a link without one."""

from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager

from community.bookmarks.models.pictures import Picture
from community.members.visibility import owners_visible_to
from stoa.core.fetching import ADDRESS_LENGTH

SLUG_LENGTH = 60


class State(models.TextChoices):
    """Where the picture is; a link is ready at once."""

    WAITING = "waiting", pgettext_lazy("state of a bookmark", "waiting")
    READY = "ready", pgettext_lazy("state of a bookmark", "ready")
    REFUSED = "refused", pgettext_lazy("state of a bookmark", "refused")


class Reason(models.TextChoices):
    """Why there is no picture, in words for the member.

    An address that may not be asked, one that answers with an error and one that does not answer have the same reason:
    else members could find out what is in our own network.
    """

    UNREACHABLE = (
        "unreachable",
        _("The picture cannot be fetched: its server does not answer, or does not give it to us."),
    )
    NO_PICTURE = "no_picture", _("There is no JPEG, PNG, GIF, WebP or AVIF picture at this address.")
    TOO_LARGE = "too_large", _("The picture is too large: at most 10 MB and 25 megapixels.")
    DAMAGED = "damaged", _("The picture is damaged and cannot be read.")


#: What others than the owner may see at all; the condition of the index `bookmarks_shown`.
SHOWN_IF: dict[str, Any] = {"state": State.READY, "is_private": False, "is_hidden": False, "removed_at": None}
SHOWN = Q(**SHOWN_IF)


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    """Bookmarks; whose they are and who may see them."""

    def kept(self) -> Self:
        """Without those that are removed and only wait to be brought back."""
        return self.filter(removed_at=None)

    def of(self, owner: Any) -> Self:
        """All that a member has, in whatever state."""
        return self.kept().filter(owner=owner)

    def shown(self) -> Self:
        """What others may see where the owner shows bookmarks to them."""
        return self.filter(SHOWN)

    def visible_to(self, viewer: Any) -> Self:
        """The access rule: one's own, and what its owner shows to `viewer`."""
        visible = SHOWN & owners_visible_to(viewer, "bookmarks", path="owner")
        return self.filter(visible | Q(owner=viewer.pk, removed_at=None)) if viewer.pk else self.filter(visible)

    def newest_first(self) -> Self:
        return self.order_by("-saved_at", "-pk")

    def shown_as(self, *presets: str) -> Self:
        """With owners and with pictures in these presets: three queries, whatever the number."""
        pictures = Prefetch("picture", Picture.objects.shown_as(*presets))
        return self.select_related("owner").prefetch_related(pictures)


class Bookmark(models.Model):
    """Rows are written only by `community.bookmarks.saving`, and by `fetching` when a picture has come."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="bookmarks",
        db_index=False,
        verbose_name=_("member"),
    )
    image_url = models.URLField(_("address of the picture"), max_length=ADDRESS_LENGTH, blank=True)
    page_url = models.URLField(_("address of the page"), max_length=ADDRESS_LENGTH, blank=True)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    is_private = models.BooleanField(_("only for me"), default=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="bookmarks", verbose_name=_("picture")
    )
    # When the picture was asked for, when somebody last set out to fetch it, and how often.
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    is_hidden = models.BooleanField(_("hidden by a moderator"), default=False, editable=False)
    # Removed by its owner, who may bring it back for some minutes.
    removed_at = models.DateTimeField(null=True, editable=False)
    # Set when the activity was recorded, so that it is told once; imported ones are not told.
    is_announced = models.BooleanField(default=False, editable=False)

    tags = TaggableManager(through="bookmarks.TaggedBookmark", blank=True, related_name="bookmarks")

    objects: ClassVar[Any] = BookmarkQuerySet.as_manager()

    # Nothing of the site is chosen in a bookmark.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [
            models.UniqueConstraint(
                name="bookmark_of_picture_once", fields=["owner", "image_url"], condition=~Q(image_url="")
            ),
            models.UniqueConstraint(
                name="bookmark_of_link_once", fields=["owner", "page_url"], condition=Q(image_url="")
            ),
            models.CheckConstraint(name="bookmark_of_something", condition=~Q(image_url="", page_url="")),
            models.CheckConstraint(name="bookmark_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="bookmark_reason_if_refused",
                condition=(Q(state=State.REFUSED) & ~Q(reason="")) | (~Q(state=State.REFUSED) & Q(reason="")),
            ),
            models.CheckConstraint(
                name="bookmark_ready_with_picture",
                condition=~Q(state=State.READY) | Q(image_url="", picture=None) | Q(picture__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="bookmarks_shown", fields=["-saved_at", "-id"], condition=SHOWN),
            models.Index(name="bookmarks_of_owner", fields=["owner", "-saved_at", "-id"]),
            models.Index(name="bookmarks_waiting", fields=["asked_at"], condition=Q(state=State.WAITING)),
            models.Index(name="bookmarks_removed", fields=["removed_at"], condition=Q(removed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        return slugify(self.title, allow_unicode=True)[:SLUG_LENGTH].strip("-_") or "-"

    def get_absolute_url(self) -> str:
        return reverse("bookmarks:bookmark", args=[self.pk, self.slug])

    @property
    def source_url(self) -> str:
        """Where it was found."""
        return self.page_url or self.image_url

    @property
    def source_name(self) -> str:
        """The host of the source, as people say it."""
        return (urlsplit(self.source_url).hostname or "").removeprefix("www.")

    @property
    def is_link(self) -> bool:
        """Was it saved without a picture?"""
        return not self.image_url

    @property
    def is_waiting(self) -> bool:
        return self.state == State.WAITING

    @property
    def is_refused(self) -> bool:
        return self.state == State.REFUSED

    @property
    def is_shown(self) -> bool:
        """May others see it where its owner shows bookmarks to them?"""
        return self.state == State.READY and not (self.is_private or self.is_hidden or self.removed_at)
