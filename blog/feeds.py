"""Feeds of a blog and of its narrower lists: RSS 2.0, Atom and JSON Feed, the same for everyone.

A feed holds the newest posts with their full text; its ETag is made of its contents.
"""

import logging
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from blog import feed_formats
from blog.lists import PostList, public_posts
from blog.models.posts import BlogPostPage
from stoa.core import feeds, images, markup
from stoa.core.markup import speakable
from stoa.core.models import SiteSettings, StoaImage
from stoa.core.seo import FeedLink

logger = logging.getLogger(__name__)
POSTS_AT_MOST = 20


@dataclass(frozen=True)
class Form:
    """One way to write a feed."""

    media_type: str
    label: str
    write: Callable[[feed_formats.Feed], str]


#: By the last word of the address.
FORMS = {
    "": Form("application/rss+xml", "RSS", feed_formats.rss),
    "atom": Form("application/atom+xml", "Atom", feed_formats.atom),
    "json": Form("application/feed+json", "JSON", feed_formats.json_feed),
}


def links(post_list: PostList) -> list[FeedLink]:
    """The feeds of a list, for the `<head>` of the pages that show it; all posts' where the list has none."""
    if not post_list.has_feeds:
        return links(PostList(post_list.blog))
    title = post_list.heading or post_list.blog.title
    return [
        FeedLink(form.media_type, f"{title} ({form.label})", post_list.address(feed=name))
        for name, form in FORMS.items()
    ]


def respond(request: HttpRequest, post_list: PostList, form_name: str) -> HttpResponse:
    """The feed of `post_list`, or 304 for a reader who has it already; a list without posts is a 404."""
    if form_name not in FORMS:
        raise Http404
    posts = newest(post_list)
    if not posts and not post_list.may_be_empty:
        raise Http404
    post_list.say_shown(request, posts)
    form = FORMS[form_name]
    feed = describe(post_list, posts, request, feed_url=post_list.address(feed=form_name))
    content_type = f"{form.media_type}; charset=utf-8"
    return feeds.answer(request, form.write(feed), content_type=content_type, changed_at=feed.updated)


def newest(post_list: PostList) -> list[BlogPostPage]:
    covers = StoaImage.objects.prefetch_renditions(images.SHARE_FILTER)
    posts = public_posts(post_list).newest_first().select_related("locale")
    return list(posts.prefetch_related(Prefetch("cover", queryset=covers))[:POSTS_AT_MOST])


def describe(
    post_list: PostList, posts: list[BlogPostPage], request: HttpRequest, *, feed_url: str
) -> feed_formats.Feed:
    """The feed as plain data, with nothing in it that XML cannot hold."""
    blog = post_list.blog
    publisher = SiteSettings.for_request(request).site_name
    names = [post_list.heading, blog.title, publisher]
    return feed_formats.Feed(
        title=speakable(" · ".join(name for name in names if name)),
        description=speakable(post_list.description or blog.summary or _("New posts")),
        publisher=speakable(publisher),
        language=blog.locale.language_code,
        url=post_list.address(),
        feed_url=feed_url,
        updated=max((post.changed_at for post in posts if post.changed_at), default=None),
        entries=list(_describe_posts(posts, request)),
    )


def _describe_posts(posts: list[BlogPostPage], request: HttpRequest) -> Iterator[feed_formats.Entry]:
    """One that cannot be read keeps no other from the readers."""
    for post in posts:
        try:
            yield describe_post(post, request)
        except Exception:
            logger.exception("Post %s is left out of a feed", post.pk)


def describe_post(post: BlogPostPage, request: HttpRequest) -> feed_formats.Entry:
    url = post.get_full_url(request)
    filed = post.filing
    names = [item["name"] for item in (*filed["categories"], *filed["tags"])]
    return feed_formats.Entry(
        key=uuid.uuid5(post.translation_key, post.locale.language_code).urn,
        title=speakable(post.title),
        url=url,
        summary=speakable(post.summary),
        html=speakable(markup.portable(post.shown_body.html, base=url)),
        published=post.published_at or post.first_published_at,
        updated=post.changed_at or feeds.EPOCH,
        authors=[feed_formats.Author(speakable(item["name"]), urljoin(url, item["url"])) for item in filed["authors"]],
        categories=[speakable(name) for name in dict.fromkeys(names)],
        cover=_cover(post),
    )


def _cover(post: BlogPostPage) -> feed_formats.Cover | None:
    picture = images.share_picture(post.cover)
    if picture is None:
        return None
    return feed_formats.Cover(picture["url"], images.size_in_bytes(picture["rendition"]), "image/jpeg")
