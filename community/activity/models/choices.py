"""What a member chose about their activity and their mails. No row means: as the verb or the kind says."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.activity.models.notices import Mail
from community.members.models import Audience


class AudienceChoice(models.Model):
    """Who may see what the member does of one kind. Written by `community.activity.audiences`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="audience_choices",
        db_index=False,
        verbose_name=_("member"),
    )
    verb = models.CharField(_("verb"), max_length=20)
    audience = models.CharField(_("shown to"), max_length=10, choices=Audience.choices)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("choice of audience")
        verbose_name_plural = _("choices of audience")
        constraints = [
            models.UniqueConstraint(name="one_audience_per_verb", fields=["user", "verb"]),
            models.CheckConstraint(name="audience_choice_known", condition=models.Q(audience__in=Audience.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.verb}: {self.audience}"


class MailChoice(models.Model):
    """When notices of one kind are mailed. Written by `community.activity.mail_choices`.

    The row without a kind is a refusal of all digests, also of kinds to come; a row with a kind wins over it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="mail_choices",
        db_index=False,
        verbose_name=_("member"),
    )
    kind = models.CharField(_("kind"), max_length=30, blank=True)
    mail = models.CharField(_("mail"), max_length=10, choices=Mail.choices)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("choice of mail")
        verbose_name_plural = _("choices of mail")
        constraints = [
            models.UniqueConstraint(name="one_mail_choice_per_kind", fields=["user", "kind"]),
            models.CheckConstraint(name="mail_choice_known", condition=models.Q(mail__in=Mail.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}: {self.mail}"
