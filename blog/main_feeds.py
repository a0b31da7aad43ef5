"""The feeds that stand for the whole site in a language: those of its first blog that has something to read."""

from django.contrib.auth.models import AnonymousUser

from blog import feeds
from blog.lists import PostList, public_posts
from blog.models import BlogIndexPage
from stoa.core.seo import FeedLink


def of_language(language: str) -> list[FeedLink]:
    visible = BlogIndexPage.objects.visible_to(AnonymousUser()).filter(locale__language_code=language)
    blogs = visible.select_related("locale").order_by("path")
    # A feed without posts is not there, so nothing may lead to it.
    with_posts = (posts for posts in map(PostList, blogs) if public_posts(posts).exists())
    first = next(with_posts, None)
    return feeds.links(first) if first else []
