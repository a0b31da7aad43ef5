"""From a translation key to the page it is about."""

from typing import Any
from uuid import UUID

from wagtail.models import Page

from community.comments.pages import CommentedPage
from stoa.core import access


def visible_page(translation_key: UUID, language: str, user: access.Viewer) -> Any:
    """The page with comments in this language, if `user` may see it; else None."""
    pages = Page.objects.filter(translation_key=translation_key, locale__language_code=language)
    page = access.visible_to(pages, user).specific().first()
    return page if isinstance(page, CommentedPage) else None


def page_in(translation_key: UUID, language: str) -> Any:
    """The live page in this language, else in another; for mails and the admin. None if there is none."""
    # For its writer, its followers and moderators: what is sent names a page that they have been on.
    pages = Page.objects.filter(translation_key=translation_key).select_related("locale").specific()
    live = pages.filter(live=True)  # nosemgrep: live-needs-access-rule -- mails name what was seen
    chosen = sorted(live, key=lambda page: (page.locale.language_code != language, page.pk))
    return next((page for page in chosen if isinstance(page, CommentedPage)), None)
