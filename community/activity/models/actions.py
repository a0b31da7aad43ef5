"""What a member has done. `community.activity.recording` writes these rows, nobody else."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.models import Audience
from stoa.core.things import AboutThing


class ActionQuerySet(models.QuerySet["Action"]):
    """Actions; what one viewer may see of them is asked of `community.activity.stream`."""

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def of_deed(self, *, actor_id: int, verb: str, kind: str, key: str) -> Self:
        """The same deed of the same member with the same thing, whenever."""
        return self.filter(actor=actor_id, verb=verb, kind=kind, key=key)


class Action(AboutThing):
    """Somebody did something with a thing, or with none (kind and key empty)."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="actions",
        db_index=False,
        verbose_name=_("member"),
    )
    verb = models.CharField(_("verb"), max_length=20)
    # The narrowest of the member's choices and the ceiling, kept true by `community.activity.audiences`.
    audience = models.CharField(_("shown to"), max_length=10, choices=Audience.choices)
    # The widest audience that the thing itself allows.
    ceiling = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYBODY, editable=False)
    created_at = models.DateTimeField(_("date"), default=timezone.now)

    objects: ClassVar[Any] = ActionQuerySet.as_manager()

    # What a member did is nothing that pages are made of.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.CheckConstraint(name="action_audience_known", condition=models.Q(audience__in=Audience.values)),
            models.CheckConstraint(name="action_ceiling_known", condition=models.Q(ceiling__in=Audience.values)),
        ]
        indexes = [
            models.Index(name="action_newest", fields=["-created_at", "-id"]),
            models.Index(name="action_newest_shown", fields=["audience", "-created_at", "-id"]),
            models.Index(name="action_newest_of_actor", fields=["actor", "-created_at", "-id"]),
            models.Index(name="action_about", fields=["kind", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.verb} {self.kind} {self.key}".strip()
