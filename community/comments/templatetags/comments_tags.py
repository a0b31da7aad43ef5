"""Comments in any page's template."""

from typing import Any

from django import template
from django.urls import reverse

from community.comments.listing import thread_of
from stoa.core import pagecache

register = template.Library()


@register.inclusion_tag("comments/thread.html", takes_context=True)
def comments(context: template.Context, page: Any) -> dict[str, Any]:
    """The thread of a `CommentedPage`; the same for everyone, so the form is behind a link. One query."""
    pagecache.shows(context["request"], f"comments:{page.translation_key}")
    is_open = page.takes_comments(context["chrome"].settings)
    add_url = reverse("comments:add", args=[page.translation_key]) if is_open else ""
    return {
        "thread": thread_of(page.translation_key, add_url=add_url),
        "add_url": add_url,
        "mine_url": reverse("comments:mine", args=[page.translation_key]),
    }
