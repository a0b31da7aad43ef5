"""Who wrote a post and how it is filed, as plain data: kept beside the body when it is cooked."""

from typing import TYPE_CHECKING, Any

from stoa.core import images

if TYPE_CHECKING:
    from blog.models import BlogPostPage


def filing(post: "BlogPostPage") -> dict[str, Any]:
    """{"authors", "categories", "tags"}: lists of {"id", "name", "url"}, in the post's own order; more of authors."""
    blog = post.blog
    authors = [link.author for link in post.post_authors.select_related("author__photo").order_by("sort_order", "pk")]
    tags = [link.tag for link in post.post_tags.select_related("tag").order_by("tag__name", "tag_id")]
    return {
        "authors": [
            _link(author, blog.path_of("author", handle=author.handle)) | _details(author) for author in authors
        ],
        "categories": [
            _link(category, blog.path_of("category", slug=category.slug))
            for category in post.categories.order_by("name", "pk")
        ],
        "tags": [_link(tag, blog.path_of("tag", slug=tag.slug)) for tag in tags],
    }


def pictures(post: "BlogPostPage") -> dict[str, str] | None:
    """The cover as it stands on a card and above the post, ready to show."""
    if post.cover is None:
        return None
    card = images.cooked_picture(post.cover, "card") or {}
    cover = images.cooked_picture(post.cover, "cover", alt=post.cover_alt, loading="eager") or {}
    return card | cover


def _details(author: Any) -> dict[str, Any]:
    photo = images.cooked_picture(author.photo, "avatar")
    return {
        "role": author.role,
        "bio": author.bio,
        "website": author.website,
        "photo": photo,
        "user": author.user_id,
    }


def _link(item: Any, url: str) -> dict[str, Any]:
    return {"id": item.pk, "name": item.name, "url": url}
