"""A blog full of posts for the benchmark: rich bodies, covers, authors, categories, tags and comments.

Pictures are rows without files: what costs time is to find and write out their addresses.
"""

import random
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from taggit.models import Tag
from wagtail.images.models import Filter
from wagtail.models import Page

from blog.models import Author, BlogIndexPage, BlogPostAuthor, BlogPostPage, BlogPostTag, Category
from community.comments.models import Comment, State, Thread
from home.models import HomePage
from stoa.core import cooking, images
from stoa.core.models import SiteText, StoaImage, StoaRendition

PICTURES = 60
COMMENTS_A_POST = 8
PARAGRAPH = "<p>" + "The plane takes off a shaving so thin that one can read a newspaper through it. " * 5 + "</p>"
CODE = "\n".join(f"def measure_{number}(board):\n    return board.width * {number}" for number in range(6))


def addresses() -> tuple[str, str]:
    posts = BlogPostPage.objects.order_by("pk")
    return posts[posts.count() // 2].url, BlogIndexPage.objects.get(locale__language_code="en").url


def fill(count: int) -> None:
    """Make the blog with `count` posts."""
    _fill(count)
    # What autovacuum does on a real server; the throw-away one has it off.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@transaction.atomic
def _fill(count: int) -> None:
    chance = random.Random(7)
    home = HomePage.objects.get(locale__language_code="en")
    blog = home.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
    _menus(home, blog)
    pictures = _pictures()
    filing = _filing(home.locale, pictures)
    now = timezone.now()
    posts = [_post(blog, number, pictures, now, chance) for number in range(count)]
    _file(posts, *filing, chance)
    _discuss(posts, now)
    for _page in cooking.cook_stale():
        pass


def _menus(home: Page, blog: Page) -> None:
    link = {"type": "link", "value": {"page": blog.pk, "url": "", "label": ""}}
    address = {"type": "link", "value": {"page": None, "url": "/en/", "label": "Home"}}
    text = SiteText.objects.get_or_create(locale=home.locale)[0]
    for name in ("header_menu", "footer_menu"):
        setattr(text, name, SiteText._meta.get_field(name).stream_block.to_python([link, address] * 3))
    text.save()


def _pictures() -> list[StoaImage]:
    pictures = StoaImage.objects.bulk_create(
        StoaImage(title=f"Picture {number}", file=f"original_images/{number}.jpg", width=1600, height=1000)
        for number in range(PICTURES)
    )
    filters = {name for preset in images.PRESETS.values() for name in preset.filters} | {images.SHARE_FILTER}
    StoaRendition.objects.bulk_create(
        StoaRendition(
            image=picture,
            filter_spec=name,
            focal_point_key=Filter(spec=name).get_cache_key(picture),
            file=f"images/{picture.pk}.{name.replace('|', '.')}.webp",
            width=960,
            height=600,
        )
        for picture in pictures
        for name in filters
    )
    return pictures


def _filing(locale: Any, pictures: list[StoaImage]) -> tuple[list[Author], list[Category], list[Tag]]:
    authors = [
        Author.objects.create(name=f"Author {number}", handle=f"author-{number}", locale=locale, photo=pictures[number])
        for number in range(4)
    ]
    categories = [
        Category.objects.create(name=f"Category {number}", slug=f"category-{number}", locale=locale)
        for number in range(8)
    ]
    return authors, categories, [Tag.objects.create(name=f"tag {number}", slug=f"tag-{number}") for number in range(40)]


def _post(blog: Page, number: int, pictures: list[StoaImage], now: Any, chance: random.Random) -> BlogPostPage:
    post = BlogPostPage(
        title=f"On making things well, part {number}",
        slug=f"post-{number}",
        intro="What the hand knows, and how it came to know it.",
        search_description="What the hand knows.",
        cover=chance.choice(pictures),
        published_at=now - timedelta(hours=7 * number),
        first_published_at=now,
        last_published_at=now,
        body=_body(blog, chance.choice(pictures).pk),
    )
    return blog.add_child(instance=post)


def _body(blog: Page, picture: int) -> Any:
    linked = f'<p>As said <a linktype="page" id="{blog.pk}">before</a>.</p>'
    blocks = []
    for number in range(3):
        blocks += [
            {"type": "heading", "value": {"text": f"Part {number}", "level": "h2"}},
            {"type": "rich_text", "value": PARAGRAPH * 2 + linked},
            {"type": "image", "value": {"image": picture, "alt": "A board", "caption": "A board", "width": "text"}},
            {"type": "rich_text", "value": PARAGRAPH * 2},
        ]
    blocks += [
        {"type": "code", "value": {"language": "python", "filename": "measure.py", "code": CODE}},
        {"type": "quote", "value": {"text": "Measure twice.", "attribution": "A joiner", "source": "", "url": ""}},
        {"type": "callout", "value": {"kind": "tip", "title": "Tip", "text": "<p>Cut once.</p>"}},
        {"type": "markdown", "value": "Some **Markdown**."},
    ]
    return BlogPostPage._meta.get_field("body").stream_block.to_python(blocks)


def _file(
    posts: list[BlogPostPage], authors: list[Author], categories: list[Category], tags: list[Tag], chance: random.Random
) -> None:
    BlogPostAuthor.objects.bulk_create(
        BlogPostAuthor(page=post, author=author, sort_order=order)
        for post in posts
        for order, author in enumerate(chance.sample(authors, 2))
    )
    BlogPostTag.objects.bulk_create(
        BlogPostTag(content_object=post, tag=tag) for post in posts for tag in chance.sample(tags, 4)
    )
    through = BlogPostPage.categories.through
    through.objects.bulk_create(
        through(blogpostpage=post, category=category) for post in posts for category in chance.sample(categories, 2)
    )


def _discuss(posts: list[BlogPostPage], now: Any) -> None:
    threads = [_thread(post) for post in posts]
    Comment.objects.bulk_create(
        Comment(
            thread=thread,
            is_guest=True,
            guest_name="A reader",
            body="Well said.",
            body_html="<p>Well said.</p>",
            state=State.APPROVED,
            language="en",
            created_at=now,
        )
        for thread in threads
        for _number in range(COMMENTS_A_POST)
    )


def _thread(post: BlogPostPage) -> Thread:
    return Thread.objects.create(
        translation_key=post.translation_key, comment_count=COMMENTS_A_POST, last_comment_at=post.published_at
    )
