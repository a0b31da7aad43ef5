"""What stands beside the lists of a blog."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils.translation import ngettext

from stoa.core import kept, nesting
from stoa.core.access import Viewer

if TYPE_CHECKING:
    from blog.models import BlogIndexPage, Category
    from blog.posts import PostQuerySet

LATEST = 3
MOST_COMMENTED = 5
#: More categories than this are folded, but for the largest.
MANY_CATEGORIES = 12
LARGEST = 8


@dataclass(frozen=True)
class Link:
    """A line of a panel: a page or list, and a fact about it."""

    title: str
    url: str
    facts: str = ""


@dataclass(frozen=True)
class Counted:
    """A category with its number of posts, and those within it."""

    name: str
    url: str
    count: int
    within: list["Counted"]


@dataclass(frozen=True)
class Month:
    """A month of the archive, by its first day."""

    day: date
    url: str
    count: int


@dataclass(frozen=True)
class Year:
    """A year of the archive and its months, newest first."""

    year: int
    url: str
    count: int
    months: list[Month]


@dataclass(frozen=True)
class Sidebar:
    """Counts and short lists of the posts that the reader may see.

    `largest` are the categories to show first where there are many, else none.
    """

    count: int
    latest: list[Link]
    most_commented: list[Link]
    categories: list[Counted]
    largest: list[Counted]
    archive: list[Year]
    feed_url: str


def for_blog(blog: "BlogIndexPage", user: Viewer) -> Sidebar:
    """What everybody sees is kept in the process until something changes."""
    if user.is_authenticated:
        return work_out(blog, user)
    return kept.fact(f"sidebar:{blog.pk}", lambda: work_out(blog, user))


def work_out(blog: "BlogIndexPage", user: Viewer) -> Sidebar:
    """Five queries, however many posts there are."""
    from blog.models import BlogPostPage  # noqa: PLC0415 -- the models' module imports this one

    posts = BlogPostPage.objects.child_of(blog).visible_to(user)
    archive = _archive(blog, posts)
    counts = _category_counts(blog, posts)
    return Sidebar(
        count=sum(year.count for year in archive),
        latest=[Link(post.title, post.url) for post in posts.newest_first().as_links()[:LATEST]],
        most_commented=[
            Link(post.title, post.url, comments_said(post.comment_count))
            for post in posts.most_commented().as_links()[:MOST_COMMENTED]
        ],
        categories=_categories(blog, counts),
        largest=_largest(blog, counts),
        archive=archive,
        feed_url=blog.path_of("feed"),
    )


def comments_said(count: int) -> str:
    return ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}


def _archive(blog: "BlogIndexPage", posts: "PostQuerySet") -> list[Year]:
    dated = posts.filter(published_at__isnull=False).order_by().annotate(month=TruncMonth("published_at"))
    years: dict[int, list[Month]] = {}
    for moment, count in dated.values_list("month").annotate(count=Count("pk")).order_by("-month"):
        url = blog.path_of("month", year=moment.year, month=moment.month)
        years.setdefault(moment.year, []).append(Month(moment.date(), url, count))
    return [
        Year(year, blog.path_of("year", year=year), sum(month.count for month in months), months)
        for year, months in years.items()
    ]


def _categories(blog: "BlogIndexPage", counts: dict["Category", int]) -> list[Counted]:
    def counted(branch: nesting.Branch) -> Counted:
        within = [counted(inner) for inner in branch.branches]
        return Counted(branch.row.name, blog.path_of("category", slug=branch.row.slug), counts[branch.row], within)

    return [counted(branch) for branch in nesting.branches(counts)]


def _largest(blog: "BlogIndexPage", counts: dict["Category", int]) -> list[Counted]:
    if len(counts) <= MANY_CATEGORIES:
        return []
    largest = set(sorted(counts, key=lambda category: -counts[category])[:LARGEST])
    return [
        Counted(category.name, blog.path_of("category", slug=category.slug), count, [])
        for category, count in counts.items()
        if category in largest
    ]


def _category_counts(blog: "BlogIndexPage", posts: "PostQuerySet") -> dict["Category", int]:
    """Categories with posts, by name; those within a category count for it too, and no post twice."""
    from blog.models import Category  # noqa: PLC0415 -- the models' module imports this one

    filed: dict[int, set[int]] = {}
    through = posts.model.categories.through.objects.filter(blogpostpage__in=posts.order_by())
    for category_id, post_id in through.values_list("category_id", "blogpostpage_id"):
        filed.setdefault(category_id, set()).add(post_id)
    rows = Category.objects.filter(locale=blog.locale_id).order_by("name", "pk")
    categories = {category.pk: category for category in rows.only("name", "slug", "parent_id")}
    for category_id in list(filed):
        for category in nesting.upwards(categories, category_id):
            filed.setdefault(category.pk, set()).update(filed[category_id])
    return {category: len(filed[pk]) for pk, category in categories.items() if pk in filed}
