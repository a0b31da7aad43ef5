"""The dashboard panel: what waits for an editor."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from blog.models import BlogPostPage
from stoa.core.page_lists import in_state


@dataclass(frozen=True)
class Waiting:
    """A number of things that wait, and where they are listed."""

    label: Any
    count: int
    url: str


class EditorialPanel(Component):
    """Drafts, posts in review and scheduled posts, each leading to its list."""

    name = "editorial"
    template_name = "blog/admin/editorial_panel.html"
    order = 110

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        explorable = PagePermissionPolicy().explorable_instances(user).values_list("pk", flat=True)
        posts = BlogPostPage.objects.filter(pk__in=explorable)
        listing = reverse("blog_posts:index")
        return {
            "waiting": [
                Waiting(label, in_state(posts, state).count(), f"{listing}?state={state}")
                for state, label in (("draft", _("Drafts")), ("review", _("In review")), ("scheduled", _("Scheduled")))
            ]
        }
