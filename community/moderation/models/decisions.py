"""The log of moderation: who did what, when and why. Rows are only ever added."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stoa.core.things import AboutThing


class Action(models.TextChoices):
    KEEP = "keep", _("Keep it")
    HIDE = "hide", _("Hide it")
    RESTORE = "restore", _("Show it again")
    DELETE = "delete", _("Delete it")
    WARN = "warn", _("Warn")
    SILENCE = "silence", _("Silence")
    SUSPEND = "suspend", _("Suspend")
    LIFT = "lift", _("Lift a sanction")


class Decision(AboutThing):
    """One act of one moderator, about a thing or a member (kind "member")."""

    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("moderator"),
    )
    action = models.CharField(_("action"), max_length=10, choices=Action.choices)
    note = models.TextField(_("note"), blank=True)
    decided_at = models.DateTimeField(_("date"))

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [
            models.Index(fields=["kind", "key", "-decided_at"], name="decision_about"),
            models.Index(fields=["-decided_at", "-id"], name="decision_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.kind} {self.key}"
