"""Accounts to try the site with, and the people behind the bylines and the comments."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from stoa.accounts.handles import free_handle
from stoa.accounts.models import User
from stoa.demo.drawing import Job
from stoa.demo.loading.pictures import portrait
from stoa.demo.loading.publication import Publication
from stoa.demo.studio import Studio

PHOTO_SIZE = 256
#: How long ago the first one came, and how long after that each of the others.
FIRST_JOINED, BETWEEN = timedelta(days=1152), timedelta(days=51, hours=5)


def jobs(publication: Publication) -> list[Job]:
    """What has to be drawn for a new site."""
    return [_photo(person, publication) for person in publication.people]


def load_people(publication: Publication, studio: Studio, now: datetime) -> dict[str, User]:
    """Everybody by handle. People who are there already stay as they are: their password may have been changed."""
    known = {user.email: user for user in User.objects.filter(email__endswith="@stoa.example")}
    everybody = {}
    for place, person in enumerate(publication.people):
        joined_at = now - FIRST_JOINED + place * BETWEEN
        user = known.get(person["email"]) or _make(person, publication, studio, joined_at)
        everybody[person["handle"]] = user
    return everybody


def _make(person: dict[str, Any], publication: Publication, studio: Studio, joined_at: datetime) -> User:
    create = User.objects.create_superuser if person.get("role") == "admin" else User.objects.create_user
    user = create(
        email=person["email"],
        password=person.get("password"),
        display_name=person["name"],
        handle=free_handle(person["handle"]),
        joined_at=joined_at,
        bio=person.get("bio") or _bio(person["handle"], publication),
    )
    user.groups.set(Group.objects.filter(name__in=person["groups"]))
    user.vouch_for_address()
    photo = studio.picture(_photo(person, publication))
    user.photo.save(f"{person['handle']}.jpg", ContentFile(photo))
    return user


def _photo(person: dict[str, Any], publication: Publication) -> Job:
    """Without renditions: profiles show the photo as it is."""
    return replace(portrait(person["handle"], person["name"], publication, PHOTO_SIZE).job, filters=())


def _bio(handle: str, publication: Publication) -> str:
    texts = {author["handle"]: author["bio"]["en"] for author in publication.site["authors"]}
    return (texts | publication.members["bios"]).get(handle, "")
