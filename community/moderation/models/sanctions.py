"""What a member has been told, or may not do for a while."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SanctionQuerySet(models.QuerySet["Sanction"]):
    """Sanctions; one without an end holds until it is lifted."""

    def running(self, now: datetime) -> Self:
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), lifted_at=None).exclude(kind=Sanction.Kind.WARNING)

    def with_running(self, now: datetime) -> Self:
        """Each with `is_running`."""
        return self.annotate(is_running=models.Exists(Sanction.objects.running(now).filter(pk=models.OuterRef("pk"))))


class Sanction(models.Model):
    """Rows are written only by `community.moderation.sanctions`."""

    class Kind(models.TextChoices):
        WARNING = "warn", _("Warning")
        SILENCE = "silence", _("May read, not write")
        SUSPENSION = "suspend", _("May not log in")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sanctions", verbose_name=_("member")
    )
    kind = models.CharField(_("sanction"), max_length=10, choices=Kind.choices)
    reason = models.TextField(_("reason"), max_length=1_000, help_text=_("The member reads it."))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("moderator"),
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    objects: ClassVar[Any] = SanctionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")), name="sanction_ends_after_start"
            )
        ]
        indexes = [
            models.Index(fields=["user", "lifted_at", "ends_at"], name="sanction_of_member"),
            models.Index(fields=["kind", "lifted_at", "ends_at"], name="sanction_running"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"
