"""Likes, and their number for each thing."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoa.core.things import AboutThing


class Like(AboutThing):
    """One member likes one thing, in every language. Rows are written only by `community.reactions.likes`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="likes", verbose_name=_("member")
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        constraints = [models.UniqueConstraint(fields=["user", "kind", "key"], name="like_once")]
        indexes = [
            models.Index(fields=["kind", "key", "-created_at", "-id"], name="like_of_thing"),
            models.Index(fields=["user", "-created_at", "-id"], name="like_of_member"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind} {self.key}"


class LikeCount(AboutThing):
    """How many like a thing: always the number of its rows. Its lock is held while they change."""

    number = models.PositiveIntegerField(_("number"), default=0)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("number of likes")
        verbose_name_plural = _("numbers of likes")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="like_count_once")]
        indexes = [models.Index(fields=["kind", "-number"], name="like_count_ranking")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.number}"
