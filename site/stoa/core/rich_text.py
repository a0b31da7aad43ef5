"""The editor of rich text: what no browser's editor sends is a bad request, not a fault of ours."""

from typing import Any

from django.core.exceptions import BadRequest
from wagtail.admin.rich_text import DraftailRichTextArea


class RichTextArea(DraftailRichTextArea):
    """Wagtail's, which takes for granted that what comes was written by its own editor."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Raises BadRequest."""
        try:
            return super().value_from_datadict(data, files, name)
        except Exception as error:
            # Which errors the exporter raises for a broken content state is not for us to list.
            raise BadRequest(f"{name} is no rich text") from error
