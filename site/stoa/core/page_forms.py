"""The form that edits a page with a body."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class BodyPageForm(WagtailAdminPageForm):
    """Refuses raw HTML from anybody but a superuser; what stands there already may stay."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.for_user and self.for_user.is_superuser:
            return cleaned
        if _raw_html(cleaned.get("body")) - _raw_html(self._stored_body()):
            self.add_error("body", _("Only superusers may add or change raw HTML."))
        return cleaned

    def _stored_body(self) -> Any:
        """The body as last saved: of the newest draft, else of the row."""
        if not self.instance.pk:
            return None
        return self.instance.get_latest_revision_as_object().body


def _raw_html(body: Any) -> set[str]:
    return {block.value for block in body or () if block.block_type == "raw_html"}
