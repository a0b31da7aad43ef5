"""From translation keys to the pages they are about."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from wagtail.models import Page

from community.comments.pages import CommentedPage
from stoa.core import access, sites


def visible_page(translation_key: UUID, language: str, user: access.Viewer) -> Any:
    """The page with comments in this language, if `user` may see it; else None."""
    pages = Page.objects.filter(translation_key=translation_key, locale__language_code=language)
    page = access.visible_to(pages, user).specific().first()
    return page if isinstance(page, CommentedPage) else None


def visible_pages(keys: Iterable[UUID], viewer: access.Viewer) -> dict[UUID, Page]:
    """{translation key: page}, each in the active language, else in another that the viewer may see. One query."""
    pages = access.visible_to(Page.objects.filter(translation_key__in=set(keys)), viewer)
    language, chosen = get_language(), {}
    for page in pages.order_by("pk"):
        if page.translation_key not in chosen or sites.language_of(page.locale_id) == language:
            chosen[page.translation_key] = page
    return chosen


def page_in(translation_key: UUID, language: str) -> Any:
    """The live page in this language, else in another; for mails and the admin. None if there is none."""
    # For its writer, its followers and moderators: what is sent names a page that they have been on.
    pages = Page.objects.filter(translation_key=translation_key).select_related("locale").specific()
    live = pages.filter(live=True)  # nosemgrep: live-needs-access-rule -- mails name what was seen
    chosen = sorted(live, key=lambda page: (page.locale.language_code != language, page.pk))
    return next((page for page in chosen if isinstance(page, CommentedPage)), None)
