"""Likes and views in any page's template."""

from typing import Any

from django import template
from django.urls import reverse

from community.reactions import likes, manners
from community.reactions.manners import Manner
from stoa.core import pagecache, things

register = template.Library()


@register.inclusion_tag("reactions/like_button.html", takes_context=True)
def like_button(context: template.Context, thing: Any) -> dict[str, Any]:
    """How many like a page or any other thing of a kind, and a way to join them. One query."""
    kind, key = things.kind_of(thing).name, things.key_of(thing)
    pagecache.shows(context["request"], likes.tag(kind, key))
    return {"kind": kind, "key": key, "number": likes.counts(kind, [key]).get(key, 0)}


@register.simple_tag
def manner_of_liking(kind: str) -> Manner:
    """Which words and icon the button has."""
    return manners.of(kind)


@register.filter
def counted_as(number: int, manner: Manner) -> str:
    """ "3 likes"."""
    return manner.count(number)


@register.simple_tag
def seen_url(thing: Any) -> str:
    """Where the browser says that a person looks at the thing: `data-seen="{% seen_url page %}"`."""
    return reverse("seen", args=[things.kind_of(thing).name, things.key_of(thing)])
