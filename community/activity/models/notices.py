"""What a member is told. `community.activity.notices` and the modules around it write these rows, nobody else."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stoa.core.things import AboutThing


class Mail(models.TextChoices):
    """When a notice is mailed; daily and weekly ones come together in a digest."""

    NEVER = "never", pgettext_lazy("mails", "Never")
    AT_ONCE = "at_once", pgettext_lazy("mails", "At once")
    DAILY = "daily", pgettext_lazy("mails", "Once a day")
    WEEKLY = "weekly", pgettext_lazy("mails", "Once a week")


DIGESTS = (Mail.DAILY, Mail.WEEKLY)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices."""

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def to_be_mailed(self) -> Self:
        """Not mailed yet, and not read on the site meanwhile."""
        return self.filter(mailed_at=None, read_at=None).exclude(mail=Mail.NEVER)


class Notice(AboutThing):
    """News for one member, about a thing or about none (kind and key empty)."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notices",
        db_index=False,
        verbose_name=_("recipient"),
    )
    notice_kind = models.CharField(_("kind of notice"), max_length=30)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="notices_caused",
        verbose_name=_("by"),
    )
    # What its sentence names besides actor and thing: plain texts and numbers.
    facts = models.JSONField(default=dict, blank=True)
    # When it is to be mailed, as the recipient chose.
    mail = models.CharField(_("mail"), max_length=10, choices=Mail.choices)
    created_at = models.DateTimeField(_("date"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    # Set when its mail is queued, or when it is clear that there will be none: nothing is mailed twice.
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    # Nobody chooses a page or a picture in a notice.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(name="notice_mail_known", condition=Q(mail__in=Mail.values)),
            models.CheckConstraint(name="notice_not_of_oneself", condition=~Q(recipient=models.F("actor"))),
            models.UniqueConstraint(
                name="notice_unread_once",
                fields=["recipient", "notice_kind", "actor", "kind", "key"],
                condition=Q(read_at=None),
            ),
        ]
        indexes = [
            models.Index(name="notice_of_recipient", fields=["recipient", "-created_at", "-id"]),
            models.Index(name="notice_unread", fields=["recipient"], condition=Q(read_at=None)),
            models.Index(
                name="notice_to_be_mailed",
                fields=["mail", "created_at"],
                condition=Q(mailed_at=None, read_at=None) & ~Q(mail=Mail.NEVER),
            ),
            models.Index(name="notice_about", fields=["kind", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.notice_kind} → {self.recipient_id}"
