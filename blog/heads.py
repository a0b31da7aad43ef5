"""What the `<head>` says of a list of posts."""

from functools import cached_property

from django.core.paginator import Page
from django.http import HttpRequest

from blog import feeds
from blog.lists import PostList
from stoa.core import listing_pages
from stoa.core.seo import FeedLink

FEW_POSTS = 3


class ListHead(listing_pages.ListHead):
    """With the feeds of the list; kept out of search engines while it says little."""

    def __init__(self, post_list: PostList, posts: Page, request: HttpRequest) -> None:
        super().__init__(post_list.blog, request, listed=post_list, shown=posts)
        self.post_list = post_list

    @property
    def robots(self) -> str:  # type: ignore[override]  # worked out here, constant elsewhere
        count = self.shown.paginator.count
        is_empty = bool(self.post_list.heading) and not count
        is_thin = self.post_list.may_be_thin and count < FEW_POSTS
        return "noindex, follow" if is_empty or is_thin else ""

    @cached_property
    def feeds(self) -> list[FeedLink]:
        return feeds.links(self.post_list)
