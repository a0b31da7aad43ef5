"""The posts of a member: those whose author is tied to their account, as a section of their profile."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.views.decorators.http import require_safe

from blog.models import BlogPostPage
from blog.posts import PostQuerySet
from community.members import profiles, sections
from stoa.accounts.models import User
from stoa.core import pagecache, pagination, sites
from stoa.core.access import Viewer

NAME = "posts"
NEWEST = 3
POSTS_A_PAGE = 12


def register() -> None:
    """Members who write have the section; who does not, has no empty one."""
    sections.register(
        sections.Section(
            name=NAME,
            label=pgettext_lazy("section of a profile", "Posts"),
            order=10,
            url=lambda owner: reverse("member_posts", args=[owner.handle]),
            count=lambda owner, viewer: posts_of(owner, viewer).count(),
            newest=_newest,
            tags=lambda owner: [f"posts:{locale}" for locale in sites.locales()],
            is_shown_empty=False,
        )
    )


def posts_of(owner: User, viewer: Viewer) -> PostQuerySet:
    """What `viewer` may see of the member's posts in the active language, newest first."""
    posts = BlogPostPage.objects.visible_to(viewer).by_user(owner.pk)
    return posts.filter(locale__language_code=get_language()).newest_first()


@require_safe
def member_posts(request: HttpRequest, handle: str) -> HttpResponse:
    return profiles.show(request, handle, name=NAME, part=NAME, template="blog/by_member.html", content=_page_of_posts)


def _page_of_posts(request: HttpRequest, owner: User, viewer: Viewer) -> dict[str, Any]:
    posts = pagination.page_of(posts_of(owner, viewer).for_cards(), request.GET.get("page"), POSTS_A_PAGE)
    pagecache.shows(request, *(pagecache.page_tag(post) for post in posts))
    return {"posts": posts}


def _newest(owner: User, viewer: Viewer) -> SafeString:
    cards = {"pages": posts_of(owner, viewer).for_cards()[:NEWEST], "heading": "h3"}
    return render_to_string("components/card_list.html", cards)
