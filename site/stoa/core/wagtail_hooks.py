"""What the foundations change in Wagtail."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from stoa.core import hidden_slugs
from stoa.core.page_links import PageLinks
from stoa.core.page_rights import PRIVACY_RIGHT
from stoa.core.translation_rights import RenewTranslations, TranslatePage, TranslateSnippet
from stoa.core.translations_report import SortedTranslations


@hooks.register("register_rich_text_features", order=100)
def take_over_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(PageLinks)


@hooks.register("insert_global_admin_css")
def style_site_name() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_permissions")
def offer_right_to_privacy() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="wagtailcore", codename=PRIVACY_RIGHT)


@hooks.register("before_move_page")
def refuse_hidden_place(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """As the forms of pages and copies do."""
    if not hidden_slugs.is_hidden(destination, page.slug):
        return None
    messages.error(request, hidden_slugs.HIDDEN)
    return redirect("wagtailadmin_pages:move", page.pk)


@hooks.register("before_bulk_action")
def refuse_hidden_places(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Of many pages that are moved at once; none is, if one may not."""
    if action_type != "move" or action.model is not Page:
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    if not any(hidden_slugs.is_hidden(destination, page.slug) for page in objects):
        return None
    messages.error(request, hidden_slugs.HIDDEN)
    return redirect("wagtailadmin_explore", destination.pk)


@hooks.register("register_admin_urls", order=-1)
def take_over_translations() -> list[URLPattern]:
    """Before wagtail-localize's own; addresses are still built from its names."""
    snippet = "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/"
    return [
        path("localize/submit/page/<int:page_id>/", TranslatePage.as_view()),
        path(snippet, TranslateSnippet.as_view()),
        path("localize/update/<int:translation_source_id>/", RenewTranslations.as_view()),
        path("localize/reports/translations/", SortedTranslations.as_view()),
        path("localize/reports/translations/results/", SortedTranslations.as_view(results_only=True)),
    ]
