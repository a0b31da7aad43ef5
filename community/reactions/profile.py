"""What a member likes, as a section of their profile."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.members import sections
from community.reactions.models import Like
from stoa.accounts.models import User
from stoa.core.access import Viewer


def register() -> None:
    sections.register(sections.Section(name="likes", label=_("Likes"), order=40, url=_url, count=_count))


def _url(owner: User) -> str:
    return reverse("member_likes", args=[owner.handle])


def _count(owner: User, viewer: Viewer) -> int:
    return Like.objects.filter(user=owner).count()
