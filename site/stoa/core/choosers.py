"""Snippets that nothing refers to need no chooser, which would show them to everybody in the admin."""

from typing import Any

from wagtail.snippets.views.chooser import SnippetChooserViewSet


class NoChooser(SnippetChooserViewSet):
    """`chooser_viewset_class` of a snippet that is never chosen: it has no addresses."""

    def get_urlpatterns(self) -> list[Any]:
        return []
