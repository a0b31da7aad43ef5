"""Ties the editors' side of the blog into the Wagtail admin."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from blog.editing.dashboard import EditorialPanel
from blog.editing.listing import PostListing
from blog.editing.report import PostReportView
from blog.models import BlogPostPage
from stoa.core.page_lists import works_on


class EditorsMenuItem(MenuItem):
    """Shown to whoever works on posts."""

    def is_shown(self, request: Any) -> bool:
        return works_on(request.user, BlogPostPage)


@hooks.register("register_admin_viewset")
def register_listing() -> PostListing:
    return PostListing()


@hooks.register("register_admin_urls")
def register_report_urls() -> list[Any]:
    return [
        path("reports/posts/", PostReportView.as_view(), name="blog_post_report"),
        path("reports/posts/results/", PostReportView.as_view(results_only=True), name="blog_post_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> MenuItem:
    return EditorsMenuItem(_("Posts"), reverse("blog_post_report"), icon_name="edit", order=100)


@hooks.register("construct_homepage_panels")
def add_editorial_panel(request: Any, panels: list[Any]) -> None:
    if works_on(request.user, BlogPostPage):
        panels.append(EditorialPanel())
