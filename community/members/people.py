"""The members as everybody sees them: who is shown, found by name or handle, on cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from community.members.models import Audience, Follow
from community.members.visibility import audience_of
from stoa.accounts.models import User
from stoa.core import sitemaps

#: Tag of the page cache: who is shown, and in which order.
PEOPLE = "people"
#: Tag of the page cache: whose profile search engines may list.
FINDABLE = "people:findable"
MAX_WORDS = 5
MAX_LENGTH = 80


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member on a card; `followers` is None where it is not for everybody."""

    pk: int
    name: str
    handle: str
    bio: str
    photo_url: str
    followers: int | None = None

    @property
    def url(self) -> str:
        return reverse("member", args=[self.handle])


def register() -> None:
    """Profiles that search engines may list stand in the sitemap."""
    sitemaps.register(sitemaps.Source(name=PEOPLE, count=_count, addresses=_addresses, tag=FINDABLE))


def _count(language: str) -> int:
    return findable().count()


def _addresses(language: str, first: int, last: int) -> list[dict[str, str]]:
    return [sitemaps.in_every_language(partial(profile_path, user)) for user in findable().order_by("pk")[first:last]]


def profile_path(user: User) -> str:
    """The address of a member's profile in the active language."""
    return reverse("member", args=[user.handle])


def shown() -> QuerySet[User]:
    """The active members whose address is confirmed; accounts made by those who run the site need no confirmation."""
    waits = EmailAddress.objects.filter(user=OuterRef("pk"), primary=True, verified=False)
    return User.objects.filter(~Exists(waits), is_active=True)


def findable() -> QuerySet[User]:
    """Members who let search engines list their profile and say something about themselves."""
    return shown().filter(member_settings__is_findable=True).exclude(bio="")


def search(people: QuerySet[User], text: str) -> QuerySet[User]:
    """Those who have every word of `text` in their name or handle, whatever its case."""
    for word in text[:MAX_LENGTH].split()[:MAX_WORDS]:
        found = Q()
        # SQLite folds the case of ASCII letters only.
        plain = word.removeprefix("@")
        for spelling in {plain, plain.lower(), plain.capitalize(), plain.upper()}:
            found |= Q(display_name__icontains=spelling) | Q(handle__icontains=spelling)
        people = people.filter(found)
    return people


def follower_counts(user_ids: Iterable[int]) -> dict[int, int]:
    """{user: number of active followers}, where there is any. One query."""
    rows = Follow.objects.filter(followed__in=list(user_ids), follower__is_active=True).order_by()
    return dict(rows.values("followed").annotate(number=Count("pk")).values_list("followed", "number"))


def followers_of(user: User) -> QuerySet[Follow]:
    """The follows of shown members who follow `user`."""
    return Follow.objects.filter(followed=user, follower__in=shown())


def followed_by(user: User) -> QuerySet[Follow]:
    """The follows of `user` of shown members."""
    return Follow.objects.filter(follower=user, followed__in=shown())


def cards(people: Iterable[User]) -> list[Person]:
    """Cards of these members, in this order. One query when `member_settings` was selected with them."""
    found = list(people)
    counts = follower_counts(user.pk for user in found)
    return [card(user, counts.get(user.pk, 0)) for user in found]


def card(user: User, followers: int) -> Person:
    """Without a query where `member_settings` was selected with the user."""
    are_public = audience_of(user, "followers") == Audience.EVERYBODY
    return Person(
        pk=user.pk,
        name=user.get_full_name(),
        handle=user.handle,
        bio=user.bio,
        photo_url=photo_url(user),
        followers=followers if are_public else None,
    )


def photo_url(user: Any) -> str:
    """Empty without a photo, and without a user."""
    return user.photo.url if user and user.photo else ""


def profile_tag(user_id: int) -> str:
    """Tag of the page cache: all that a member's profile and card show."""
    return f"profile:{user_id}"
