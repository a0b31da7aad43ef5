"""What members report: a case for each thing, with everybody's report."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stoa.core.things import AboutThing


class State(models.TextChoices):
    """A closed case is opened again by a new report."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Reason(models.TextChoices):
    SPAM = "spam", _("Advertising or spam")
    INSULT = "insult", _("Insult or harassment")
    HATE = "hate", _("Hatred or violence")
    SEXUAL = "sexual", _("Sexual content")
    PRIVACY = "privacy", _("Somebody's private data")
    COPYRIGHT = "copyright", _("Somebody else's work")
    OTHER = "other", _("Something else")


class Case(AboutThing):
    """A reported thing; its lock is held while somebody reports or decides."""

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Whose thing it is."),
    )
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        permissions = [("moderate_case", "Can moderate cases")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="case_of_thing"),
            models.CheckConstraint(
                condition=models.Q(state=State.OPEN, closed_at=None)
                | models.Q(state=State.CLOSED, closed_at__isnull=False),
                name="case_closed_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "opened_at"], name="case_queue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Report(models.Model):
    """What one member says is wrong with a thing; said again, it replaces what they said before."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports", verbose_name=_("case"))
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reported by"),
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    text = models.TextField(_("what is wrong"), max_length=1_000, blank=True)
    created_at = models.DateTimeField(_("date"))

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(fields=["case", "reporter"], name="report_once"),
            models.CheckConstraint(condition=models.Q(reason__in=Reason.values), name="report_reason_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_reason_display())
