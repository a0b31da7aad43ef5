"""What a member likes, as a section of their profile."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from community.members import profiles, sections
from community.reactions import listing
from community.reactions.models import Like
from stoa.accounts.models import User
from stoa.core.access import Viewer

NAME = "likes"


def register() -> None:
    sections.register(
        sections.Section(
            name=NAME,
            label=pgettext_lazy("section of a profile", "Likes"),
            order=40,
            url=lambda owner: reverse("member_likes", args=[owner.handle]),
            count=lambda owner, viewer: Like.objects.filter(user=owner).count(),
        )
    )


@require_safe
def member_likes(request: HttpRequest, handle: str) -> HttpResponse:
    """To whom the member chose to show it."""
    return profiles.show(
        request, handle, name=NAME, part=NAME, template="reactions/member_likes.html", content=_liked_things
    )


def _liked_things(request: HttpRequest, owner: User, viewer: Viewer) -> dict[str, Any]:
    return {"liked": listing.liked_things(owner, viewer, request.GET.get("before", ""))}
