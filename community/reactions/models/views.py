"""How often things are seen: in all, and by day."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from stoa.core.things import AboutThing


class ViewCount(AboutThing):
    """How often a thing was seen, ever."""

    number = models.PositiveBigIntegerField(_("number"), default=0)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("number of views")
        verbose_name_plural = _("numbers of views")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="view_count_once")]
        indexes = [
            models.Index(fields=["kind", "-number"], name="view_count_ranking"),
            models.Index(fields=["-number"], name="view_count_ranking_of_all"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.number}"


class ViewDay(AboutThing):
    """How often a thing was seen on one day (UTC)."""

    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("number"), default=0)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("views of a day")
        verbose_name_plural = _("views of days")
        constraints = [models.UniqueConstraint(fields=["kind", "key", "day"], name="view_day_once")]
        indexes = [models.Index(fields=["day", "kind"], name="view_day_of_kind")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.key}: {self.number}"


class Sighting(AboutThing):
    """That a visitor has seen a thing lately, where no Redis remembers it. `visitor` is a digest nobody can undo."""

    visitor = models.CharField(max_length=32)
    seen_at = models.DateTimeField(db_index=True)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visitor", "kind", "key"], name="sighting_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class CountedBatch(models.Model):
    """That a batch from Redis is in the counts, so that one brought twice counts once."""

    name = models.CharField(max_length=40, unique=True)
    counted_at = models.DateTimeField(db_index=True)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.name
