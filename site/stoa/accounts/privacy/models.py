"""A member's wish to be forgotten, while there is a way back."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

WAIT = timedelta(days=7)


class DeletionRequest(models.Model):
    """The account is erased when `due_at` has come, unless the member takes the request back."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deletion_request", verbose_name=_("member")
    )
    keeps_content = models.BooleanField(
        _("keep what I wrote"), help_text=_("Shown without a name, as written by a former member.")
    )
    asked_at = models.DateTimeField(_("asked"))
    due_at = models.DateTimeField(_("due"), db_index=True)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request for deletion")
        verbose_name_plural = _("requests for deletion")

    def __str__(self) -> str:
        return str(self.user)
