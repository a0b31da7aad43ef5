"""Slugs that no page may have, for another address hides what would stand there."""

from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from stoa.core import sites

HIDDEN = _("This address belongs to another part of the site.")


def is_hidden(parent: Page, slug: str) -> bool:
    """Whether a page of this slug below `parent` could not be reached, because a route of the parent or another app
    answers there."""
    above = sites.address(parent.url_path)
    if not above:
        return False
    with translation.override(sites.language_of(parent.locale_id)):
        return has_route(parent.specific_class or Page, (slug,)) or not _is_for_pages(f"{above}{slug}/")


def has_route(model: type[Page], rest: tuple[str, ...]) -> bool:
    """Whether pages of `model` answer below their own address themselves, in the active language."""
    if not issubclass(model, RoutablePageMixin):
        return False
    try:
        model.get_resolver().resolve("/" + "".join(f"{part}/" for part in rest))
    except Resolver404:
        return False
    return True


def _is_for_pages(address: str) -> bool:
    try:
        return resolve(address).url_name == "wagtail_serve"
    except Resolver404:
        return True
