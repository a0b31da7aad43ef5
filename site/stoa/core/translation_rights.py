"""Who may translate: whoever has wagtail-localize's right, and only what they may change and publish themselves.

wagtail-localize asks for its right alone, and then writes, and for what is live publishes, in every part of the site.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permissions import ModelPermissionPolicy
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitSnippetTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView


def may_translate(user: Any, source: Any) -> bool:
    """May the user change `source`, a page or snippet, and publish it where its translations are live with it?"""
    if not isinstance(source, Page):
        return bool(ModelPermissionPolicy(type(source)).user_has_permission(user, "change"))
    rights = source.permissions_for_user(user)
    return bool(rights.can_edit() and (rights.can_publish() or not source.live))


class OwnTranslationMixin:
    """Before wagtail-localize's views."""

    def get_object(self) -> Any:
        """Who may not translate it is turned away before anything is read or written."""
        found = super().get_object()  # type: ignore[misc]  # of the view it is mixed into
        request: HttpRequest = self.request  # type: ignore[attr-defined]  # likewise
        source = found.get_source_instance() if hasattr(found, "get_source_instance") else found
        if not may_translate(request.user, source):
            raise PermissionDenied
        return found


class TranslatePage(OwnTranslationMixin, SubmitPageTranslationView):
    """Begin the translation of a page."""


class TranslateSnippet(OwnTranslationMixin, SubmitSnippetTranslationView):
    """Begin the translation of a snippet."""


class RenewTranslations(OwnTranslationMixin, UpdateTranslationsView):
    """Bring what has changed in the source into its translations."""
