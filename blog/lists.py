"""The lists of a blog: all posts, by tag, category, author, year and month; each knows itself in other languages."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.text import capfirst
from taggit.models import Tag

from blog.models.posts import BlogPostPage
from blog.models.snippets import Author, Category
from blog.posts import PostQuerySet
from stoa.core import access, pagecache
from stoa.core.access import Viewer
from stoa.core.listing_pages import arguments_of

if TYPE_CHECKING:
    from blog.models.index import BlogIndexPage

Arguments = dict[str, Any]


class PostList:
    """All posts of a blog; the other lists narrow it."""

    #: The route that shows the list, with `arguments`; also what templates call it.
    kind: ClassVar[str] = "all_posts"
    #: Lists that say little when few posts are in them are kept out of search engines.
    may_be_thin: ClassVar[bool] = False
    has_feeds: ClassVar[bool] = True
    #: Other lists do not exist before a post is in them.
    may_be_empty: ClassVar[bool] = True
    subject: Any = None
    heading = ""
    description = ""

    def __init__(self, blog: "BlogIndexPage") -> None:
        self.blog = blog
        self.arguments: Arguments = {}

    @property
    def context(self) -> dict[str, Any]:
        """What the templates are told of a narrower list: its kind, heading and subject."""
        return {"kind": self.kind, "heading": self.heading, self.kind: self.subject}

    def posts(self, user: Viewer) -> PostQuerySet:
        """The posts of this list that `user` may see."""
        return self.narrow(BlogPostPage.objects.child_of(self.blog).visible_to(user))

    def narrow(self, posts: PostQuerySet) -> PostQuerySet:
        return posts

    def say_shown(self, request: HttpRequest, posts: Iterable[BlogPostPage]) -> None:
        """Tell the page cache that the answer shows `posts`, and which posts the language has."""
        tags = [pagecache.page_tag(post) for post in posts]
        if isinstance(self.subject, Category | Author):
            tags.append(pagecache.snippet_tag(self.subject))
        pagecache.shows(request, f"posts:{self.blog.locale_id}", "comments:ranking", *tags)

    def address(self, feed: str | None = None) -> str:
        """Absolute; with `feed` ("", "atom" or "json") the feed's."""
        return _address(self.blog, self.kind, self.arguments, feed)

    def alternates(self, request: HttpRequest) -> list[tuple[str, str]]:
        """(language code, absolute address) of the list in each language."""
        blogs = self.blog.translations_visible_to(access.viewer(request))
        return [(blog.locale.language_code, blog.full_url) for blog in blogs if blog.full_url]


class NarrowList(PostList):
    """A list that is there in the languages in which it has posts."""

    may_be_empty = False

    def arguments_by_locale(self) -> dict[int, Arguments] | None:
        """The route's arguments in each language that has the subject; None when they are the same in all."""
        return None

    def alternates(self, request: HttpRequest) -> list[tuple[str, str]]:
        """(language code, absolute address) wherever the list has posts that the reader may see."""
        blogs = self.blog.translations_visible_to(access.viewer(request))
        locales = [blog.locale_id for blog in blogs]
        posts = self.narrow(BlogPostPage.objects.visible_to(access.viewer(request))).filter(locale__in=locales)
        filled = set(posts.order_by().values_list("locale_id", flat=True).distinct())
        by_locale = self.arguments_by_locale()
        found = []
        for blog in blogs:
            arguments = self.arguments if by_locale is None else by_locale.get(blog.locale_id)
            if blog.locale_id in filled and arguments is not None:
                found.append((blog.locale.language_code, _address(blog, self.kind, arguments)))
        return found


class TagList(NarrowList):
    kind = "tag"
    may_be_thin = True

    def __init__(self, blog: "BlogIndexPage", slug: str) -> None:
        super().__init__(blog)
        self.subject = get_object_or_404(Tag, slug=slug)
        self.heading = self.subject.name
        self.arguments = {"slug": slug}

    def narrow(self, posts: PostQuerySet) -> PostQuerySet:
        return posts.tagged(self.arguments["slug"])


class CategoryList(NarrowList):
    """The posts of a category and of those within it. An editor makes categories before posts are in them."""

    kind = "category"
    may_be_empty = True

    def __init__(self, blog: "BlogIndexPage", slug: str) -> None:
        super().__init__(blog)
        self.subject: Category = get_object_or_404(Category, slug=slug, locale=blog.locale_id)
        self.heading = self.subject.name
        self.description = self.subject.description
        self.arguments = {"slug": slug}
        self._keys = Category.objects.keys_within(self.subject)

    def narrow(self, posts: PostQuerySet) -> PostQuerySet:
        return posts.in_categories(self._keys)

    def arguments_by_locale(self) -> dict[int, Arguments]:
        return arguments_of(self.subject, "slug")


class AuthorList(NarrowList):
    kind = "author"

    def __init__(self, blog: "BlogIndexPage", handle: str) -> None:
        super().__init__(blog)
        authors = Author.objects.select_related("photo")
        self.subject: Author = get_object_or_404(authors, handle=handle, locale=blog.locale_id)
        self.heading = self.subject.name
        self.description = self.subject.bio
        self.arguments = {"handle": handle}

    def narrow(self, posts: PostQuerySet) -> PostQuerySet:
        return posts.by_author(self.subject.translation_key)

    def arguments_by_locale(self) -> dict[int, Arguments]:
        return arguments_of(self.subject, "handle")


class YearList(NarrowList):
    kind = "year"
    may_be_thin = True
    has_feeds = False

    def __init__(self, blog: "BlogIndexPage", year: int) -> None:
        super().__init__(blog)
        if not 1 <= year <= 9998:
            raise Http404
        self.heading = str(year)
        self.arguments = {"year": year}

    @property
    def context(self) -> dict[str, Any]:
        return super().context | self.arguments

    def narrow(self, posts: PostQuerySet) -> PostQuerySet:
        return posts.of_year(self.arguments["year"])


class MonthList(YearList):
    kind = "month"

    def __init__(self, blog: "BlogIndexPage", year: int, month: int) -> None:
        super().__init__(blog, year)
        if not 1 <= month <= 12:
            raise Http404
        self.heading = capfirst(date_format(date(year, month, 1), "YEAR_MONTH_FORMAT"))
        self.arguments = {"year": year, "month": month}

    def narrow(self, posts: PostQuerySet) -> PostQuerySet:
        return posts.of_month(self.arguments["year"], self.arguments["month"])


def public_posts(post_list: PostList) -> PostQuerySet:
    """What anybody may read of a list: feeds are the same for everyone."""
    return post_list.posts(AnonymousUser())


def _address(blog: "BlogIndexPage", kind: str, arguments: Arguments, feed: str | None = None) -> str:
    if feed is None:
        return blog.address_of(kind, **arguments)
    route = "feed" if kind == "all_posts" else f"{kind}_feed"
    return blog.address_of(route, **arguments, **({"form": feed} if feed else {}))
