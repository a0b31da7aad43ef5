"""What providers have told us."""

from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.payments.models.payments import Payment


class EventState(models.TextChoices):
    """What became of an event."""

    RECEIVED = "received", _("received")
    HANDLED = "handled", _("handled")
    #: It is about nothing that we know or need.
    IGNORED = "ignored", _("nothing to do")
    HELD = "held", _("held for a person")
    FAILED = "failed", _("failed")


class ProviderEvent(models.Model):
    """An event of a provider: written before it acts, acts once. `body` holds nothing about cards or people."""

    provider = models.CharField(_("way to pay"), max_length=20)
    event_id = models.CharField(_("number"), max_length=255)
    kind = models.CharField(_("what"), max_length=100)
    body = models.JSONField(_("what it said"), default=dict, encoder=DjangoJSONEncoder)
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("payment")
    )
    state = models.CharField(_("state"), max_length=12, choices=EventState.choices, default=EventState.RECEIVED)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    error = models.CharField(_("error"), max_length=500, blank=True)
    received_at = models.DateTimeField(_("received"))
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("event of a provider")
        verbose_name_plural = _("events of providers")
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="provider_event_once"),
            models.CheckConstraint(condition=Q(state__in=EventState.values), name="provider_event_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="provider_event_newest"),
            models.Index(
                fields=["received_at"], condition=Q(state__in=["received", "failed"]), name="provider_event_to_do"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
