"""Which item of the export became which object of ours, and from what: this makes a second run change nothing."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from blog.importing.wordpress.report import MADE, UNCHANGED, UPDATED, Report
from blog.models import ImportedItem
from stoa.core.background import each_job_once

Write = Callable[[Any], models.Model]
DELETED = "deleted here since the last import, and not brought back"


class Ledger:
    """Entries of one old site. A dry run hands out negative numbers in place of ids and writes nothing."""

    def __init__(self, *, source: str, report: Report, is_dry_run: bool) -> None:
        self.source = source
        self.report = report
        self.is_dry_run = is_dry_run
        self._pretended: dict[tuple[str, str], int] = {}
        #: What was asked before: a body of many links asks for the same posts again and again.
        self._known: dict[tuple[str, str], int | None] = {}

    def id_of(self, kind: str, key: object) -> int | None:
        """Id of what this item became, None if it has not (or not yet)."""
        place = (kind, str(key))
        if place not in self._known:
            entry = self._entry(kind, key)
            self._known[place] = entry.object_id if entry else None
        return self._known[place] or self._pretended.get(place)

    def keep(self, kind: str, key: object, payload: dict[str, Any], *, model: type[models.Model], write: Write) -> int:
        """Id of the object for this item. `write(object or None)` runs, in one transaction, only if `payload` is new
        or differs from the last import's."""
        digest = digest_of(payload)
        entry = self._entry(kind, key)
        if entry is not None and entry.digest == digest:
            self.report.count(kind, UNCHANGED)
            return entry.object_id
        outcome = UPDATED if entry is not None else MADE
        existing = model._default_manager.filter(pk=entry.object_id).first() if entry is not None else None
        if entry is not None and existing is None:
            self.report.note(kind, f"{payload.get('title') or payload.get('name') or key}: {DELETED}")
            return entry.object_id
        if self.is_dry_run:
            self.report.count(kind, outcome)
            return entry.object_id if entry else self._pretend(kind, key)
        with transaction.atomic(), each_job_once():
            saved = write(existing)
            self._record(kind, key, digest, saved)
        self._known[kind, str(key)] = saved.pk
        self.report.count(kind, outcome)
        return saved.pk

    def _entry(self, kind: str, key: object) -> ImportedItem | None:
        return ImportedItem.objects.filter(source=self.source, kind=kind, key=str(key)).first()

    def _record(self, kind: str, key: object, digest: str, saved: models.Model) -> None:
        ImportedItem.objects.update_or_create(
            source=self.source,
            kind=kind,
            key=str(key),
            defaults={
                "digest": digest,
                "content_type": ContentType.objects.get_for_model(saved),
                "object_id": saved.pk,
            },
        )

    def _pretend(self, kind: str, key: object) -> int:
        return self._pretended.setdefault((kind, str(key)), -len(self._pretended) - 1)


def digest_of(payload: dict[str, Any]) -> str:
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
