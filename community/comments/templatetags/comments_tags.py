"""Comments in any page's template."""

from typing import Any

from django import template
from django.urls import reverse

from community.comments.listing import PAGE_PARAMETER, thread_of
from stoa.core import pagecache

register = template.Library()


@register.inclusion_tag("comments/thread.html", takes_context=True)
def comments(context: template.Context, page: Any) -> dict[str, Any]:
    """The thread of a `CommentedPage`; the same for everyone, so the form is behind a link. One or two queries."""
    request = context["request"]
    pagecache.shows(request, f"comments:{page.translation_key}")
    is_open = page.takes_comments(context["chrome"].settings)
    add_url = reverse("comments:add", args=[page.translation_key]) if is_open else ""
    number, author_ids = request.GET.get(PAGE_PARAMETER), page.comment_author_ids()
    return {
        "thread": thread_of(page.translation_key, number=number, add_url=add_url, author_ids=author_ids),
        "page_parameter": PAGE_PARAMETER,
        "add_url": add_url,
        "mine_url": reverse("comments:mine", args=[page.translation_key]),
    }
