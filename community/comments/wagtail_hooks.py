"""Ties moderation into the Wagtail admin."""

from typing import Any

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from community.comments.moderating.actions import ACTIONS
from community.comments.moderating.listing import CommentViewSet
from community.comments.moderating.menu import WaitingCommentsPanel

register_snippet(CommentViewSet)

for action in ACTIONS:
    # After Wagtail's own, so that our Delete stands in the place of its.
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: Any, panels: list[Any]) -> None:
    panel = WaitingCommentsPanel()
    if panel.is_shown(request):
        panels.append(panel)
