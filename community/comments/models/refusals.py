"""Who wants no mail about comments."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MailRefusal(models.Model):
    """No mail to this address about this thread; without a thread, about no comment at all."""

    email = models.EmailField(_("e-mail address"), help_text=_("In small letters."))
    thread = models.ForeignKey(
        "comments.Thread", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("thread")
    )
    created_at = models.DateTimeField(_("date"), auto_now_add=True)

    class Meta:
        verbose_name = _("refusal of mail")
        verbose_name_plural = _("refusals of mail")
        constraints = [
            models.UniqueConstraint(name="one_refusal_per_thread", fields=["email", "thread"]),
            models.UniqueConstraint(name="one_refusal_of_all", fields=["email"], condition=Q(thread=None)),
        ]

    def __str__(self) -> str:
        return self.email
