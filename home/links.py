"""Where the sections of a home page lead: the pages that all of them name are found at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language
from wagtail import blocks
from wagtail.models import Page

from stoa.core import access, pagecache, sites
from stoa.core.cards import cards_by_id


@dataclass(frozen=True)
class Links:
    """The pages that sections name, each in the active language where it is there."""

    cards: dict[int, Any]
    addresses: dict[int, str]
    #: The pages that stand on the page as cards by an editor's choice, so that the newest need not repeat them.
    featured: frozenset[int] = frozenset()

    def card(self, page: Page | None) -> Any:
        """The specific page to show for a chosen one; None where the reader may not see it."""
        return self.cards.get(page.pk) if page else None

    def address(self, page: Page | None) -> str:
        """Where a button to this page leads; "" when the page is gone."""
        return self.addresses.get(page.pk, "") if page else ""


class LeadingBlock(blocks.StructBlock):
    """A section that leads to pages; its template finds `links` in the context."""

    def pages_shown(self, value: Any) -> Iterable[Page | None]:
        """The chosen pages of which the section shows something only to those who may see them."""
        return ()

    def pages_featured(self, value: Any) -> Iterable[Page | None]:
        """Those of the pages shown that appear as whole cards."""
        return ()

    def pages_linked(self, value: Any) -> Iterable[Page | None]:
        """The chosen pages that are only linked: whoever follows is asked there."""
        return ()

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        """The home page has found the links of all its sections; a section shown alone finds its own."""
        context = super().get_context(value, parent_context)
        if "links" not in context:
            context["links"] = find_links([(self, value)], context.get("request"))
        return context


def find_links(sections: Iterable[tuple[Any, Any]], request: Any) -> Links:
    """The links of these sections, given as (block, value); the answer to `request` is said to show their cards.

    The number of queries depends on the kinds of sections and the types of their pages only.
    """
    leading = [(block, value) for block, value in sections if isinstance(block, LeadingBlock)]
    shown = [page for block, value in leading for page in block.pages_shown(value) if page]
    linked = [page.pk for block, value in leading for page in block.pages_linked(value) if page]
    cards = cards_by_id(shown, access.viewer(request) if request else AnonymousUser())
    if request:
        pagecache.shows(request, *(pagecache.page_tag(page) for page in cards.values()))
    named = sites.pages_named(linked, get_language() or "")
    featured = (page.pk for block, value in leading for page in block.pages_featured(value) if page)
    return Links(
        cards,
        {pk: url for pk, (_title, url) in named.items()},
        frozenset(cards[pk].pk for pk in featured if pk in cards),
    )
