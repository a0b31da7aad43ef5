"""Slugs: from WordPress's, free among the siblings and not the word of another address."""

from urllib.parse import unquote

from django.http import Http404
from django.urls import Resolver404
from django.urls import resolve as resolve_address
from django.utils.text import slugify
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

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
        taken = self._of(parent_id)
        slug, number = wish, 2
        while slug in taken or self._is_reserved(parent_id, slug):
            slug, number = f"{wish}-{number}", number + 1
        taken.add(slug)
        return slug

    def _of(self, parent_id: int) -> set[str]:
        if parent_id not in self._taken:
            parent = Page.objects.filter(pk=parent_id).first()
            children = parent.get_children().values_list("slug", flat=True) if parent else ()
            self._taken[parent_id] = set(children)
        return self._taken[parent_id]

    def _is_reserved(self, parent_id: int, slug: str) -> bool:
        """Whether an address there means something else already, such as a year of the blog or the log-in pages."""
        parent = Page.objects.filter(pk=parent_id).first()
        if parent is None:
            return False
        specific = parent.specific
        if isinstance(specific, RoutablePageMixin):
            try:
                specific.resolve_subpage(f"/{slug}/")
            except (Resolver404, Http404):
                return False
            return True
        return _is_other_address(f"{parent.url or ''}{slug}/")


def _is_other_address(address: str) -> bool:
    try:
        return resolve_address(address).url_name != "wagtail_serve"
    except Resolver404:
        return False
