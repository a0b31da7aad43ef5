"""Wagtail's exports of lists (`list_export`), safe to open: see `stoa.core.spreadsheets`."""

from datetime import datetime
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from stoa.core.spreadsheets import CSV, harmless, moment, storable


class HarmlessExportMixin(SpreadsheetExportMixin):
    """Before Wagtail's list views: no cell of a CSV file is a formula, and every text can be written as XLSX.

    That XLSX has no formulas Wagtail itself sees to.
    """

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, datetime) and export_format == CSV:
            return moment(value)
        shown = super().preprocess_field_value(field, value, export_format)
        if not isinstance(shown, str):
            return shown
        return harmless(shown) if export_format == CSV else storable(shown)
