"""Who follows, mutes and blocks whom. `community.members.relations` writes these rows, nobody else.

Every relation has at most one row and never leads from a member to themselves; the database sees to both.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def _member(label: Any, related_name: str) -> Any:
    # The indexes below begin with each key, so that one of its own would only cost.
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name=related_name,
        db_index=False,
        verbose_name=label,
    )


class Follow(models.Model):
    """One member wants to know what another does; it needs no answer."""

    follower = _member(_("follower"), "follows")
    followed = _member(_("followed"), "followed_by")
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="unique_follow"),
            models.CheckConstraint(condition=~models.Q(follower=models.F("followed")), name="follow_not_oneself"),
        ]
        indexes = [
            models.Index(fields=["followed", "-id", "follower"], name="follow_followers"),
            models.Index(fields=["follower", "-id", "followed"], name="follow_following"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} → {self.followed_id}"


class Mute(models.Model):
    """One member does not want to hear of another, who does not learn of it."""

    muter = _member(_("who muted"), "mutes")
    muted = _member(_("muted"), "muted_by")
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("mute")
        verbose_name_plural = _("mutes")
        constraints = [
            models.UniqueConstraint(fields=["muter", "muted"], name="unique_mute"),
            models.CheckConstraint(condition=~models.Q(muter=models.F("muted")), name="mute_not_oneself"),
        ]
        indexes = [models.Index(fields=["muted"], name="mute_muted")]

    def __str__(self) -> str:
        return f"{self.muter_id} → {self.muted_id}"


class Block(models.Model):
    """Neither of the two may follow, answer, mention or write to the other."""

    blocker = _member(_("who blocked"), "blocks")
    blocked = _member(_("blocked"), "blocked_by")
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="unique_block"),
            models.CheckConstraint(condition=~models.Q(blocker=models.F("blocked")), name="block_not_oneself"),
        ]
        indexes = [models.Index(fields=["blocked"], name="block_blocked")]

    def __str__(self) -> str:
        return f"{self.blocker_id} → {self.blocked_id}"
