"""The blog's index with its lists by tag, category, author and date."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import Tag
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from blog.models.posts import BlogPostPage
from blog.models.snippets import Author, Category
from blog.posts import PostQuerySet
from stoa.core import pagination
from stoa.core.pages import BasePage


class BlogIndexPage(RoutablePageMixin, BasePage):
    """All posts below this page, newest first, and narrower lists of them."""

    intro = RichTextField(_("introduction"), blank=True)
    posts_per_page = models.PositiveSmallIntegerField(
        _("posts per page"), default=12, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    content_panels: ClassVar[list] = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("posts_per_page")]

    subpage_types: ClassVar[list] = ["blog.BlogPostPage"]
    template = "blog/index.html"
    schema_type = "Blog"

    class Meta:
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")

    def posts(self, request: HttpRequest) -> PostQuerySet:
        """The posts below this page that the reader may see."""
        return BlogPostPage.objects.child_of(self).visible_to(request.user)

    @path("")
    def all_posts(self, request: HttpRequest) -> HttpResponse:
        return self._list(request, self.posts(request).featured_first())

    @path(pgettext_lazy("path", "tag/<str:slug>/"))
    def tag(self, request: HttpRequest, slug: str) -> HttpResponse:
        tag = get_object_or_404(Tag, slug=slug)
        return self._list(
            request, self.posts(request).tagged(slug).newest_first(), tag=tag, kind="tag", heading=tag.name
        )

    @path(pgettext_lazy("path", "category/<str:slug>/"))
    def category(self, request: HttpRequest, slug: str) -> HttpResponse:
        category = get_object_or_404(Category, slug=slug, locale=self.locale)
        posts = self.posts(request).in_category(category.translation_key).newest_first()
        return self._list(request, posts, category=category, kind="category", heading=category.name)

    @path(pgettext_lazy("path", "author/<str:handle>/"))
    def author(self, request: HttpRequest, handle: str) -> HttpResponse:
        author = get_object_or_404(Author.objects.select_related("photo"), handle=handle, locale=self.locale)
        posts = self.posts(request).by_author(author.translation_key).newest_first()
        return self._list(request, posts, author=author, kind="author", heading=author.name)

    @path("<int:year>/")
    def year(self, request: HttpRequest, year: int) -> HttpResponse:
        return self._list(
            request,
            self.posts(request).of_year(_possible(year)).newest_first(),
            kind="year",
            year=year,
            heading=str(year),
        )

    @path("<int:year>/<int:month>/")
    def month(self, request: HttpRequest, year: int, month: int) -> HttpResponse:
        posts = self.posts(request).of_month(_possible(year), month).newest_first()
        return self._list(request, posts, kind="month", year=year, month=month, heading=f"{year}-{month:02}")

    def _list(self, request: HttpRequest, posts: PostQuerySet, **context: Any) -> HttpResponse:
        """One page of `posts`; a narrower list without posts is a 404."""
        page = pagination.page_of(posts.select_related("cover", "locale"), request.GET.get("page"), self.posts_per_page)
        if "kind" in context and not page.paginator.count:
            raise Http404
        return self.render(request, context_overrides={"posts": page} | context)


def _possible(year: int) -> int:
    if not 1 <= year <= 9999:
        raise Http404
    return year
