"""What the lists of pages of one type in the admin share: states, columns, and who sees their item in the menu."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page, WorkflowState
from wagtail.permission_policies.pages import PagePermissionPolicy

from stoa.core import sites

STATES = [
    ("draft", _("Draft")),
    ("review", _("In review")),
    ("scheduled", _("Scheduled")),
    ("live", _("Published")),
    ("changed", _("Published, with unpublished changes")),
    ("expired", _("Expired")),
]


def in_state(pages: QuerySet, state: str) -> QuerySet:
    """The pages that are, to an editor, in one of STATES."""
    reviewed = WorkflowState.objects.filter(
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
        base_content_type__app_label="wagtailcore",
    ).values_list("object_id", flat=True)
    in_review = [int(pk) for pk in reviewed]
    waiting = pages.filter(live=False, expired=False).exclude(pk__in=in_review)
    live = pages.filter(live=True)  # nosemgrep: live-needs-access-rule -- editors see what the public does not
    return {
        "draft": waiting.exclude(go_live_at__gt=timezone.now()),
        "review": pages.filter(pk__in=in_review),
        "scheduled": waiting.filter(go_live_at__gt=timezone.now()),
        "live": live,
        "changed": live.filter(has_unpublished_changes=True),
        "expired": pages.filter(expired=True),
    }[state]


def language_name(page: Any) -> str:
    """The language in its own words; no query."""
    return dict(settings.LANGUAGES)[sites.language_of(page.locale_id)]


def title_column() -> TitleColumn:
    """The title as a link to the editor. (Wagtail's own column asks wagtail-localize two queries a row.)"""
    return TitleColumn("title", label=_("Title"), sort_key="title", url_name="wagtailadmin_pages:edit")


def works_on(user: Any, model: type[Page]) -> bool:
    """May the user add, change or publish pages of this type: are there such, or places for them, in their parts?

    Menus ask it several times for a page: it is found out once, and kept with the user as Django keeps rights.
    """
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    kept: dict[type[Page], bool] = user.__dict__.setdefault("_works_on_cache", {})
    if model not in kept:
        own = PagePermissionPolicy().instances_user_has_any_permission_for(user, ["add", "change", "publish"])
        kept[model] = own.type(model, *model.allowed_parent_page_models()).exists()
    return kept[model]


class PageList(PageListingViewSet):
    """A flat list of the pages of `model`; the menu shows it to whoever works on such pages."""

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        def is_shown(item: MenuItem, request: HttpRequest) -> bool:
            return works_on(request.user, self.model)

        return type("PageListMenuItem", (MenuItem,), {"is_shown": is_shown})
