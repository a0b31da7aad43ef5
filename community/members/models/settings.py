"""What a member shows to whom. Without a row everything is as the defaults say."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(models.TextChoices):
    """Who may see a part of what a member does."""

    EVERYBODY = "everybody", pgettext_lazy("who may see", "Everybody")
    FOLLOWERS = "followers", pgettext_lazy("who may see", "Followers")
    NOBODY = "nobody", pgettext_lazy("who may see", "Only me")


def _audience(label: Any) -> Any:
    return models.CharField(label, max_length=10, choices=Audience.choices, default=Audience.EVERYBODY)


#: The parts a member decides about, each a field below.
PARTS = ("bookmarks", "likes", "posts", "followers", "activity")


class MemberSettings(models.Model):
    """The choices of one member."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="member_settings", verbose_name=_("member")
    )
    bookmarks = _audience(_("bookmarks"))
    likes = _audience(_("likes"))
    posts = _audience(_("posts"))
    followers = _audience(_("followers and following"))
    activity = _audience(_("activity"))
    is_findable = models.BooleanField(
        _("search engines may list my profile"),
        default=False,
    )

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("member settings")
        verbose_name_plural = _("member settings")
        constraints = [
            models.CheckConstraint(condition=models.Q(**{f"{part}__in": Audience.values}), name=f"audience_of_{part}")
            for part in PARTS
        ]

    def __str__(self) -> str:
        return str(self.user_id)
