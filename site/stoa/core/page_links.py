"""Links to pages in rich text: one query for all of them, where Wagtail asks for each link which language is active."""

from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from stoa.core import sites
from stoa.core.keyset import read_key


class PageLinks(PageLinkHandler):
    """`<a linktype="page" id="…">` leads to the page in the active language, else to the very page."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        addresses = _addresses({number for attrs in attrs_list if (number := _number(attrs))})
        found = [addresses.get(_number(attrs) or 0) for attrs in attrs_list]
        return [f'<a href="{escape(address)}">' if address else "<a>" for address in found]


def _number(attrs: dict[str, Any]) -> int | None:
    return read_key(str(attrs.get("id", "")))


def _addresses(ids: set[int]) -> dict[int, str]:
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    rows = Page.objects.filter(translation_key__in=keys).values_list(
        "pk", "translation_key", "locale_id", "url_path", "live"
    )
    own, translated = {}, {}
    for pk, key, locale_id, url_path, is_live in rows:
        own[pk] = key, url_path
        if is_live and sites.language_of(locale_id) == get_language():
            translated[key] = url_path
    return {pk: sites.link(translated.get(key, url_path)) for pk, (key, url_path) in own.items() if pk in ids}
