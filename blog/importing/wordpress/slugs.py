"""Slugs: from WordPress's, free among the siblings and not the word of another address."""

from urllib.parse import unquote

from django.utils.text import slugify
from wagtail.models import Page

from stoa.core import hidden_slugs

LENGTH = 200


def to_slug(text: str, *, length: int = LENGTH) -> str:
    """WordPress keeps slugs of other scripts percent-encoded."""
    return slugify(unquote(text), allow_unicode=True)[:length].strip("-_")


class Slugs:
    """Slugs in use below each parent, read once; a dry run counts the ones it would have given."""

    def __init__(self) -> None:
        self._taken: dict[int, set[str]] = {}

    def free(self, parent_id: int, wish: str) -> str:
        """`wish`, or `wish-2` and so on, which then counts as taken."""
        parent = Page.objects.filter(pk=parent_id).first()
        taken = self._of(parent_id)
        slug, number = wish, 2
        while slug in taken or (parent and hidden_slugs.is_hidden(parent, slug)):
            slug, number = f"{wish}-{number}", number + 1
        taken.add(slug)
        return slug

    def _of(self, parent_id: int) -> set[str]:
        if parent_id not in self._taken:
            parent = Page.objects.filter(pk=parent_id).first()
            children = parent.get_children().values_list("slug", flat=True) if parent else ()
            self._taken[parent_id] = set(children)
        return self._taken[parent_id]
