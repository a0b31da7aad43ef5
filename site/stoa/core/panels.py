"""Panels of the page editor that any page type may use."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from stoa.core.checking import Problem, find_problems


class ProblemsPanel(Panel):
    """Lists what should be mended on the page as last saved; hidden when there is nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "core/admin/problems_panel.html"

        @cached_property
        def problems(self) -> list[Problem]:
            return find_problems(self.instance)

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.problems)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"problems": self.problems}
