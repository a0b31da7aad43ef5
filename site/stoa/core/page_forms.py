"""The forms that edit and copy a page."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from stoa.core import hidden_slugs


class BasePageForm(WagtailAdminPageForm):
    """Refuses a slug that another address hides."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # Not the page itself: one that has come there otherwise would stop all that are published by the clock with it.
        _refuse_hidden(self, self.parent_page or self.instance.get_parent(), "slug")
        return cleaned


class PageCopyForm(CopyForm):
    """Refuses a slug that another address hides."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _refuse_hidden(self, cleaned.get("new_parent_page") or self.page.get_parent(), "new_slug")
        return cleaned


def _refuse_hidden(form: Any, parent: Any, name: str) -> None:
    slug = form.cleaned_data.get(name)
    if slug and parent and hidden_slugs.is_hidden(parent, slug):
        form.add_error(name, hidden_slugs.HIDDEN)


class BodyPageForm(BasePageForm):
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
