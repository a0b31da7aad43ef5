"""Wagtail's exports of lists (`list_export`), safe to open: see `stoa.core.spreadsheets`."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from stoa.core.spreadsheets import CSV, harmless


class HarmlessExportMixin(SpreadsheetExportMixin):
    """Before Wagtail's list views: no cell of a CSV file is taken for a formula. In XLSX Wagtail itself sees to it."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        shown = super().preprocess_field_value(field, value, export_format)
        return harmless(shown) if export_format == CSV and isinstance(shown, str) else shown
