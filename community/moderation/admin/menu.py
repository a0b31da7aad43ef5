"""The menu item with the number of open cases."""

from typing import Any

from wagtail.admin.menu import MenuItem

from community.moderation.admin.rights import may_moderate
from community.moderation.models import Case, State


class ModerationMenuItem(MenuItem):
    """ "Moderation (3)" while three cases are open."""

    def is_shown(self, request: Any) -> bool:
        return may_moderate(request.user)

    def render_component(self, request: Any) -> Any:
        component = super().render_component(request)
        number = Case.objects.filter(state=State.OPEN).count()
        if number:
            component.label = f"{self.label} ({number})"
        return component
