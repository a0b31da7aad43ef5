"""What any template may ask about posts: how many, the latest, the most commented; in the reader's language."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from blog.models import BlogPostPage
from blog.posts import PostQuerySet
from stoa.core import access

register = template.Library()


@register.simple_tag(takes_context=True)
def post_count(context: dict[str, Any]) -> int:
    """Number of posts that the reader may see."""
    return _posts(context).count()


@register.simple_tag(takes_context=True)
def latest_posts(context: dict[str, Any], number: int = 3) -> list[BlogPostPage]:
    return list(_posts(context).newest_first().for_cards()[:number])


@register.simple_tag(takes_context=True)
def most_commented_posts(context: dict[str, Any], number: int = 5) -> list[BlogPostPage]:
    """Those with comments only; each has its `comment_count`."""
    return list(_posts(context).most_commented().for_cards()[:number])


def _posts(context: dict[str, Any]) -> PostQuerySet:
    request = context.get("request")
    viewer = access.viewer(request) if request is not None else AnonymousUser()
    return BlogPostPage.objects.visible_to(viewer).filter(locale__language_code=get_language())
