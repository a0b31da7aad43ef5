"""What search engines and share previews are told of a post (https://schema.org/BlogPosting, https://ogp.me)."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.http import HttpRequest

from stoa.core.models import SiteSettings

if TYPE_CHECKING:
    from blog.models import BlogPostPage


def blog_posting(post: "BlogPostPage", request: HttpRequest) -> dict[str, Any]:
    """The post as a schema.org object, with its pictures, people and words."""
    url = post.get_full_url(request)
    filed = post.filing
    picture = post.share_picture
    data = {
        "@type": "BlogPosting",
        "@id": f"{url}#post",
        "headline": post.title,
        "description": post.search_description or post.summary,
        "url": url,
        "mainEntityOfPage": url,
        "inLanguage": post.locale.language_code,
        "datePublished": post.published_at,
        "dateModified": post.changed_at,
        "wordCount": post.word_count,
        "articleSection": [category["name"] for category in filed["categories"]],
        "keywords": [tag["name"] for tag in filed["tags"]],
        "author": [
            {"@type": "Person", "name": author["name"], "url": urljoin(url, author["url"])}
            for author in filed["authors"]
        ],
        "image": [picture["url"]] if picture else None,
        "publisher": {"@type": "Organization", "name": SiteSettings.for_request(request).site_name},
        "isPartOf": {"@id": f"{post.blog.full_url}#blog"},
    }
    return {name: value for name, value in data.items() if value}


def article_properties(post: "BlogPostPage") -> list[tuple[str, str]]:
    """Open Graph's properties of an article."""
    filed = post.filing
    properties = [("article:author", author["name"]) for author in filed["authors"]]
    properties += [("article:section", category["name"]) for category in filed["categories"][:1]]
    properties += [("article:tag", tag["name"]) for tag in filed["tags"]]
    if post.published_at:
        properties.append(("article:published_time", post.published_at.isoformat()))
    if post.updated_at:
        properties.append(("article:modified_time", post.updated_at.isoformat()))
    return properties
