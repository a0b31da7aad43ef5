"""The comments under one thing, in every language."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Threads; their counts are columns, so nothing here counts rows."""

    def most_commented(self) -> Self:
        return self.filter(comment_count__gt=0).order_by("-comment_count", "-last_comment_at", "-pk")

    def counts(self, keys: Any) -> dict[Any, int]:
        """{translation key: number of approved comments}; keys without a comment are left out. One query."""
        rows = self.filter(translation_key__in=keys, comment_count__gt=0)
        return dict(rows.values_list("translation_key", "comment_count"))


class Thread(models.Model):
    """What is said under everything with this translation key. Written only by `community.comments.threads`."""

    translation_key = models.UUIDField(_("translation key"), unique=True)
    comment_count = models.PositiveIntegerField(
        _("comments"), default=0, db_index=True, help_text=_("Approved comments.")
    )
    last_comment_at = models.DateTimeField(_("last comment"), null=True, blank=True)

    objects: ClassVar[Any] = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")

    def __str__(self) -> str:
        return str(self.translation_key)
