"""The memory of imports."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedItem(models.Model):
    """What an item of another site became here, and a digest of what it was made from."""

    source = models.CharField(_("address of the other site"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("number or name there"), max_length=200)
    digest = models.CharField(max_length=64)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    class Meta:
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")
        constraints = [models.UniqueConstraint(fields=["source", "kind", "key"], name="unique_imported_item")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
