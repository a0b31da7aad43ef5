"""Who wrote a post and how it is filed, as plain data: kept beside the body when it is cooked."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blog.models import BlogPostPage


def filing(post: "BlogPostPage") -> dict[str, Any]:
    """{"authors", "categories", "tags"}: lists of {"id", "name", "url"}, in the post's own order."""
    blog = post.blog
    authors = [link.author for link in post.post_authors.select_related("author").order_by("sort_order", "pk")]
    tags = [link.tag for link in post.post_tags.select_related("tag").order_by("tag__name", "tag_id")]
    return {
        "authors": [_link(author, blog.path_of("author", handle=author.handle)) for author in authors],
        "categories": [
            _link(category, blog.path_of("category", slug=category.slug))
            for category in post.categories.order_by("name", "pk")
        ],
        "tags": [_link(tag, blog.path_of("tag", slug=tag.slug)) for tag in tags],
    }


def authors_shown(post: "BlogPostPage") -> list[Any]:
    """The post's authors with their photos, each with the address of all they wrote here as `url`."""
    links = post.post_authors.select_related("author__photo").order_by("sort_order", "pk")
    authors = [link.author for link in links]
    addresses = {item["id"]: item["url"] for item in post.filing["authors"]}
    for author in authors:
        author.url = addresses.get(author.pk, "")
    return authors


def _link(item: Any, url: str) -> dict[str, Any]:
    return {"id": item.pk, "name": item.name, "url": url}
