"""Posts by the thousand, for tests of how many queries a blog takes."""

import uuid
from datetime import timedelta

from django.db import connection
from wagtail.models import Page

from blog.models import BlogPostAuthor, BlogPostPage, BlogPostTag
from community.comments.models import Thread

#: So that the first copy stands after what the blog has.
FIRST_STEP = 1000


def copy_post(post, numbers):
    """Make a published post like `post` for each number, that many hours older, filed as it is, with two comments."""
    blog = post.get_parent()
    Page.objects.bulk_create(_page(post, blog, number) for number in numbers)
    Page.objects.filter(pk=blog.pk).update(numchild=blog.numchild + len(numbers))
    _copy_rows(post)
    posts = list(BlogPostPage.objects.filter(slug__in=[f"copy-{number}" for number in numbers]).order_by("pk"))
    for number, copy in zip(numbers, posts, strict=True):
        copy.published_at = post.published_at - timedelta(hours=number)
    BlogPostPage.objects.bulk_update(posts, ["published_at"], batch_size=200)
    _file(post, posts)
    Thread.objects.bulk_create(Thread(translation_key=copy.translation_key, comment_count=2) for copy in posts)


def _page(post, blog, number):
    fields = {field.attname: getattr(post, field.attname) for field in Page._meta.concrete_fields if field.name != "id"}
    slug = f"copy-{number}"
    return Page(
        **fields
        | {
            "path": f"{blog.path}{FIRST_STEP + number}",
            "slug": slug,
            "url_path": f"{blog.url_path}{slug}/",
            "title": f"Copy {number}",
            "translation_key": uuid.uuid4(),
            "latest_revision_id": None,
            "live_revision_id": None,
        }
    )


def _copy_rows(post):
    """The post's own row for each page that has none: Django makes many rows of one table only."""
    key, *columns = [connection.ops.quote_name(field.column) for field in BlogPostPage._meta.local_concrete_fields]
    table = connection.ops.quote_name(BlogPostPage._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({key}, {', '.join(columns)}) SELECT page.id, {', '.join(columns)} "
            f"FROM {table} CROSS JOIN wagtailcore_page page WHERE {key} = %s AND page.slug LIKE %s "
            f"AND page.id NOT IN (SELECT {key} FROM {table})",
            [post.pk, "copy-%"],
        )


def _file(post, posts):
    BlogPostTag.objects.bulk_create(
        BlogPostTag(content_object=copy, tag=tag) for copy in posts for tag in post.tags.all()
    )
    BlogPostAuthor.objects.bulk_create(
        BlogPostAuthor(page=copy, author_id=link.author_id) for copy in posts for link in post.post_authors.all()
    )
    through = BlogPostPage.categories.through
    through.objects.bulk_create(
        through(blogpostpage=copy, category=category) for copy in posts for category in post.categories.all()
    )
