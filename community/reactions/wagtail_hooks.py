"""The dashboard panel of what is read most."""

from typing import Any

from wagtail import hooks
from wagtail.admin.ui.components import Component

from community.reactions import rankings

DAYS = 30


class MostSeenPanel(Component):
    """The posts that were read most in the last month."""

    name = "most_seen"
    template_name = "reactions/admin/most_seen_panel.html"
    order = 140

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        viewer = parent_context["request"].user
        return {"ranked": rankings.ranking("post", days=DAYS, viewer=viewer), "days": DAYS}


@hooks.register("construct_homepage_panels")
def add_most_seen_panel(request: Any, panels: list[Any]) -> None:
    panels.append(MostSeenPanel())
