"""Ties moderation into the Wagtail admin."""

from typing import Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from community.moderation.admin.menu import ModerationMenuItem
from community.moderation.admin.queue import CaseView, QueueView
from community.moderation.admin.rights import moderators_only
from community.moderation.admin.sanctions import LogView, SanctionsView, lift

_urls = [
    path("", moderators_only(QueueView.as_view()), name="queue"),
    path("results/", moderators_only(QueueView.as_view(results_only=True)), name="queue_results"),
    path("cases/<int:pk>/", moderators_only(CaseView.as_view()), name="case"),
    path("sanctions/", moderators_only(SanctionsView.as_view()), name="sanctions"),
    path("sanctions/results/", moderators_only(SanctionsView.as_view(results_only=True)), name="sanctions_results"),
    path("sanctions/<int:pk>/lift/", moderators_only(lift), name="lift"),
    path("log/", moderators_only(LogView.as_view()), name="log"),
    path("log/results/", moderators_only(LogView.as_view(results_only=True)), name="log_results"),
]


@hooks.register("register_admin_urls")
def add_addresses() -> list[Any]:
    return [path("moderation/", include((_urls, "moderation")))]


@hooks.register("register_admin_menu_item")
def add_menu_item() -> ModerationMenuItem:
    return ModerationMenuItem(_("Moderation"), reverse_lazy("moderation:queue"), icon_name="warning", order=240)
