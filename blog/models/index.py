"""The blog's index with its lists by tag, category, author and date, and their feeds."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import RichTextField

from blog import feeds, sharing, sidebar
from blog.heads import ListHead
from blog.lists import AuthorList, CategoryList, MonthList, PostList, TagList, YearList
from blog.posts import PostQuerySet
from stoa.core import access, pagination, seo
from stoa.core.access import Viewer
from stoa.core.listing_pages import ListingPage


class BlogIndexPage(ListingPage):
    """All posts below this page, newest first, and narrower lists of them."""

    intro = RichTextField(_("introduction"), blank=True)
    posts_per_page = models.PositiveSmallIntegerField(
        _("posts per page"), default=12, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    content_panels: ClassVar[list] = [*ListingPage.content_panels, FieldPanel("intro"), FieldPanel("posts_per_page")]

    subpage_types: ClassVar[list] = ["blog.BlogPostPage"]
    template = "blog/index.html"
    schema_type = "Blog"

    class Meta:
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")

    @path("")
    def all_posts(self, request: HttpRequest) -> HttpResponse:
        return self._show(request, PostList(self))

    @path(pgettext_lazy("path", "tag/<str:slug>/"))
    def tag(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._show(request, TagList(self, slug))

    @path(pgettext_lazy("path", "category/<str:slug>/"))
    def category(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._show(request, CategoryList(self, slug))

    @path(pgettext_lazy("path", "author/<str:handle>/"))
    def author(self, request: HttpRequest, handle: str) -> HttpResponse:
        return self._show(request, AuthorList(self, handle))

    @path("<int:year>/")
    def year(self, request: HttpRequest, year: int) -> HttpResponse:
        return self._show(request, YearList(self, year))

    @path("<int:year>/<int:month>/")
    def month(self, request: HttpRequest, year: int, month: int) -> HttpResponse:
        return self._show(request, MonthList(self, year, month))

    @path(pgettext_lazy("path", "feed/"))
    @path(pgettext_lazy("path", "feed/<str:form>/"))
    def feed(self, request: HttpRequest, form: str = "") -> HttpResponse:
        return feeds.respond(request, PostList(self), form)

    @path(pgettext_lazy("path", "tag/<str:slug>/feed/"))
    @path(pgettext_lazy("path", "tag/<str:slug>/feed/<str:form>/"))
    def tag_feed(self, request: HttpRequest, slug: str, form: str = "") -> HttpResponse:
        return feeds.respond(request, TagList(self, slug), form)

    @path(pgettext_lazy("path", "category/<str:slug>/feed/"))
    @path(pgettext_lazy("path", "category/<str:slug>/feed/<str:form>/"))
    def category_feed(self, request: HttpRequest, slug: str, form: str = "") -> HttpResponse:
        return feeds.respond(request, CategoryList(self, slug), form)

    @path(pgettext_lazy("path", "author/<str:handle>/feed/"))
    @path(pgettext_lazy("path", "author/<str:handle>/feed/<str:form>/"))
    def author_feed(self, request: HttpRequest, handle: str, form: str = "") -> HttpResponse:
        return feeds.respond(request, AuthorList(self, handle), form)

    @path(pgettext_lazy("path", "share/<uuid:key>/"))
    def share(self, request: HttpRequest, key: UUID) -> HttpResponse:
        return sharing.share_by_mail(request, self, key)

    def visible_posts(self, user: Viewer) -> PostQuerySet:
        """All posts below this page that `user` may see."""
        return PostList(self).posts(user)

    def feed_links(self, request: HttpRequest) -> list[seo.FeedLink]:
        return feeds.links(PostList(self))

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        blog, *crumbs = super().structured_data(request)
        return [blog | {"@id": f"{self.full_url}#blog"}, *crumbs]

    def _show(self, request: HttpRequest, post_list: PostList) -> HttpResponse:
        """One page of a list."""
        is_narrow = post_list.kind != "all_posts"
        user = access.viewer(request)
        posts = post_list.posts(user).for_cards()
        ordered = posts.newest_first() if is_narrow else posts.featured_first()
        beside = sidebar.for_blog(self, user)
        count = None if is_narrow else beside.count
        page = pagination.page_of(ordered, request.GET.get("page"), self.posts_per_page, count=count)
        if not page.paginator.count and not post_list.may_be_empty:
            raise Http404
        context = {"posts": page, "sidebar": beside}
        if is_narrow:
            context |= post_list.context
        post_list.say_shown(request, page)
        head = ListHead(post_list, page, request)
        response = self.render(request, context_overrides=context | {"head": head})
        request.shown_head = head  # type: ignore[attr-defined]  # as BasePage does
        return response
