"""The menu item and the dashboard panel, with the number of comments that wait."""

from typing import Any

from django.urls import reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from community.comments.models import Comment, State
from community.comments.moderating.policy import may_moderate

_LISTED = 5


class CommentsMenuItem(MenuItem):
    """ "Comments (3)" while three wait."""

    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm("comments.view_comment")

    def render_component(self, request: Any) -> Any:
        component = super().render_component(request)
        waiting = Comment.objects.waiting().count()
        if waiting:
            component.label = f"{self.label} ({waiting})"
        return component


class WaitingCommentsPanel(Component):
    """The comments that have waited longest."""

    name = "waiting_comments"
    template_name = "comments/admin/waiting_panel.html"
    order = 120

    def is_shown(self, request: Any) -> bool:
        return may_moderate(request.user)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        waiting = Comment.objects.waiting()
        return {
            "count": waiting.count(),
            "comments": waiting.with_authors().oldest_first()[:_LISTED],
            "url": reverse("moderate_comments:list") + f"?state={State.WAITING}",
        }
