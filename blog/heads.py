"""What the `<head>` says of a list of posts."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from blog import feeds
from blog.lists import PostList
from stoa.core.seo import FeedLink, Head, breadcrumb_data

FEW_POSTS = 3


class ListHead(Head):
    """The head of one page of a list: its own title, address, languages and feeds."""

    def __init__(self, post_list: PostList, posts: Page, request: HttpRequest) -> None:
        super().__init__(post_list.blog, request)
        self.post_list = post_list
        self.posts = posts

    @property
    def title(self) -> str:
        return self.post_list.heading or super().title

    @property
    def description(self) -> str:
        return self.post_list.description or super().description

    @property
    def robots(self) -> str:  # type: ignore[override]  # worked out here, constant elsewhere
        count = self.posts.paginator.count
        is_empty = bool(self.post_list.heading) and not count
        is_thin = self.post_list.may_be_thin and count < FEW_POSTS
        return "noindex, follow" if is_empty or is_thin else ""

    @cached_property
    def canonical(self) -> str:
        address = self.post_list.address()
        return f"{address}?page={self.posts.number}" if self.posts.number > 1 else address

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        return self.post_list.alternates(self.request)

    @cached_property
    def feeds(self) -> list[FeedLink]:
        return feeds.links(self.post_list)

    @cached_property
    def structured_data(self) -> dict[str, Any]:
        crumbs = breadcrumb_data(self.page, self.request)
        if self.post_list.heading:
            items = crumbs[0]["itemListElement"]
            items.append(
                {"@type": "ListItem", "position": len(items) + 1, "name": self.title, "item": self.post_list.address()}
            )
        page = {"@type": "CollectionPage", "name": self.title, "url": self.canonical, "description": self.description}
        page["inLanguage"] = self.page.locale.language_code
        return {"@context": "https://schema.org", "@graph": [page, *crumbs]}
