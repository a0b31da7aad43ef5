"""The page in the archive that people read: what the JSON beside it holds, in their language."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from stoa.accounts.privacy.registry import Row

NOTHING = "–"


@dataclass(frozen=True)
class Chapter:
    """One kind of data: `rows` are lists of (label, value in words); `files` are names in the archive."""

    name: str
    json_name: str
    rows: list[list[tuple[str, str]]]
    files: list[str]


def chapter(model: type[models.Model], *, json_name: str, rows: Iterable[Row], files: Iterable[str]) -> Chapter:
    """No query; the labels are those of the model's fields where a column is one."""
    told = [[(_label(model, column), said(value)) for column, value in row.items()] for row in rows]
    return Chapter(capfirst(str(model._meta.verbose_name_plural)), json_name, told, list(files))


def page(chapters: list[Chapter], *, site_name: str) -> str:
    """HTML that needs nothing but the files beside it."""
    return render_to_string("privacy/archive.html", {"chapters": chapters, "site_name": site_name})


def said(value: Any) -> str:
    """A value of an export in words of the active language."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(localtime(value) if is_aware(value) else value, "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, list | tuple):
        return "; ".join(said(one) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return str(value)


def _label(model: type[models.Model], column: str) -> str:
    try:
        name = getattr(model._meta.get_field(column.partition("__")[0]), "verbose_name", column)
    except FieldDoesNotExist:
        name = column
    return capfirst(str(name).replace("_", " "))
