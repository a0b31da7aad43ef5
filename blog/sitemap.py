"""The lists by tag, category and author in the sitemap: those that search engines may list."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from blog.heads import FEW_POSTS
from blog.lists import Arguments
from blog.models import Author, BlogIndexPage, BlogPostPage, Category
from stoa.core import nesting, sitemaps

#: What the page cache calls the names and addresses of all lists.
LISTED = "blog:lists"

#: {subject: {path of a blog in the tree: arguments of the subject's list there}}
Places = dict[Any, dict[str, Arguments]]


def register() -> None:
    sitemaps.register(sitemaps.Source(name="lists", count=_count, addresses=_addresses, tag=LISTED))


def _count(language: str) -> int:
    return len(list(_lists(language)))


def _addresses(language: str, first: int, last: int) -> list[dict[str, str]]:
    return [
        {blog.locale.language_code: blog.address_of(kind, **arguments) for blog, arguments in places}
        for kind, places in list(_lists(language))[first:last]
    ]


def _lists(language: str) -> Iterator[tuple[str, list[tuple[BlogIndexPage, Arguments]]]]:
    """(kind, blogs and arguments in every language that has the list) of each list in `language`."""
    visible = BlogIndexPage.objects.visible_to(AnonymousUser())
    blogs = {blog.path: blog for blog in visible.select_related("locale").order_by("locale_id", "path")}
    for kind, subjects in (("author", _authors(blogs)), ("category", _categories(blogs)), ("tag", _tags())):
        for _subject, places in sorted(subjects.items(), key=lambda each: str(each[0])):
            found = [(blog, places[path]) for path, blog in blogs.items() if path in places]
            for here in [blog for blog, _arguments in found if blog.locale.language_code == language]:
                yield kind, [each for each in found if each[0].translation_key == here.translation_key]


def _tags() -> Places:
    """Without those that say little, as their heads say."""
    found: Places = defaultdict(dict)
    for slug, blog_path, posts in _filled("post_tags__tag__slug"):
        if posts >= FEW_POSTS:
            found[slug][blog_path] = {"slug": slug}
    return found


def _authors(blogs: dict[str, BlogIndexPage]) -> Places:
    names = Author.objects.values_list("translation_key", "locale_id", "handle")
    handles = {(key, locale): handle for key, locale, handle in names}
    found: Places = defaultdict(dict)
    for key, blog_path, _posts in _filled("post_authors__author__translation_key"):
        blog = blogs.get(blog_path)
        if blog and (key, blog.locale_id) in handles:
            found[key][blog_path] = {"handle": handles[key, blog.locale_id]}
    return found


def _categories(blogs: dict[str, BlogIndexPage]) -> Places:
    """A category's list also has the posts of those within it."""
    rows = {row.pk: row for row in Category.objects.only("slug", "parent_id", "locale_id", "translation_key")}
    ids = {(row.translation_key, row.locale_id): row.pk for row in rows.values()}
    found: Places = defaultdict(dict)
    for key, blog_path, _posts in _filled("categories__translation_key"):
        blog = blogs.get(blog_path)
        for row in nesting.upwards(rows, ids.get((key, blog.locale_id), 0)) if blog else ():
            found[row.translation_key][blog_path] = {"slug": row.slug}
    return found


def _filled(field: str) -> Any:
    """(subject, path of the blog, number of posts) of what anybody may read in its own language. One query."""
    posts = BlogPostPage.objects.visible_to(AnonymousUser()).filter(alias_of=None, **{f"{field}__isnull": False})
    in_blogs = posts.annotate(blog_path=Substr("path", 1, Length("path") - Page.steplen))
    return in_blogs.order_by().values_list(field, "blog_path").annotate(posts=Count("pk"))
