"""Ways to preview a page: as itself, as the card that shares show, and in each language it is translated to."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from stoa.core import seo

if TYPE_CHECKING:
    from stoa.core.pages import BasePage

SHARE_CARD = "share-card"
_LANGUAGE = "language-"


def modes(page: "BasePage") -> list[tuple[str, str]]:
    """(name, label) of every preview of `page`."""
    translations = page.get_translations().select_related("locale") if page.pk else ()
    languages = [(_LANGUAGE + other.locale.language_code, other.locale.get_display_name()) for other in translations]
    return [("", _("Page")), (SHARE_CARD, _("Share card")), *languages]


def serve(page: "BasePage", request: HttpRequest, mode: str) -> HttpResponse | None:
    """None where `mode` is for the page type to serve."""
    if mode == SHARE_CARD:
        return _serve_share_card(page, request)
    return _serve_translation(page, request, mode) if mode.startswith(_LANGUAGE) else None


def _serve_share_card(page: "BasePage", request: HttpRequest) -> HttpResponse:
    """The page as other sites show it when somebody shares its address."""
    return TemplateResponse(request, "core/share_card.html", {"page": page, "head": seo.Head(page, request)})


def _serve_translation(page: "BasePage", request: HttpRequest, mode: str) -> HttpResponse:
    """The newest draft of the translation that `mode` names; the page itself when there is none."""
    locale = Locale.objects.filter(language_code=mode.removeprefix(_LANGUAGE)).first()
    other = page.get_translation_or_none(locale) if locale else None
    shown = other.specific.get_latest_revision_as_object() if other else page
    with translation.override(shown.locale.language_code):
        request.LANGUAGE_CODE = shown.locale.language_code
        response = shown.serve_preview(request, "")
        return response.render() if hasattr(response, "render") else response
