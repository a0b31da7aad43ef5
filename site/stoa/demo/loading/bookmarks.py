"""Pictures that members have saved, drawn here: their addresses lead nowhere, and nothing is fetched."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.text import slugify

from community.bookmarks import collecting, fetching, pictures, saving
from community.bookmarks.models import Bookmark, Collection, Sharing
from community.bookmarks.models.pictures import SHOWN_AS, PictureRendition
from stoa.accounts.models import User
from stoa.demo.drawing import Job
from stoa.demo.loading.pictures import filters_of, keep_renditions
from stoa.demo.loading.publication import Publication
from stoa.demo.studio import Studio

WEB = "https://pictures.example"
WIDTH = 640
#: Heights of the drawings in turn, so that a page of them looks like the web.
HEIGHTS = (480, 640, 800, 427)


def jobs(publication: Publication) -> list[Job]:
    """What has to be drawn for a new site."""
    return [_job(facts, number) for number, facts in enumerate(publication.bookmarks["bookmarks"])]


def load_bookmarks(publication: Publication, people: dict[str, User], studio: Studio, now: datetime) -> None:
    """A second load finds the bookmarks again by their addresses, and leaves alone what was changed here."""
    collections = {
        (facts["by"], facts["name"]): _collection(people[facts["by"]], facts)
        for facts in publication.bookmarks["collections"]
    }
    for number, facts in enumerate(publication.bookmarks["bookmarks"]):
        owner, address = people[facts["by"]], _address(facts)
        if not Bookmark.objects.filter(owner=owner, image_url=address).exists():
            collection = collections.get((facts["by"], facts.get("collection", "")))
            bookmark = _save(owner, address, facts, collection, now - timedelta(hours=7 * number + 3))
            job = _job(facts, number)
            drawn = studio.picture(job)
            picture = pictures.keep(body=drawn, now=now)
            keep_renditions(picture, studio.renditions(job, drawn), PictureRendition)
            fetching.take(bookmark=bookmark, picture=picture)


def _job(facts: dict[str, Any], number: int) -> Job:
    return Job("picture", facts["art"], (WIDTH, HEIGHTS[number % len(HEIGHTS)]), filters_of(*SHOWN_AS))


def _save(
    owner: User, address: str, facts: dict[str, Any], collection: Collection | None, saved_at: datetime
) -> Bookmark:
    details = saving.Details(
        title=facts["title"],
        page_url=f"{WEB}/",
        description=facts.get("description", ""),
        tags=facts["tags"],
        collections=[collection] if collection else [],
    )
    bookmark, _is_new = saving.save_bookmark(owner=owner, image_url=address, details=details, now=saved_at)
    return bookmark


def _collection(owner: User, facts: dict[str, str]) -> Collection:
    found = Collection.objects.filter(owner=owner, name=facts["name"]).first()
    said = collecting.Facts(name=facts["name"], description=facts["description"], sharing=Sharing.PUBLIC)
    return found or collecting.make_collection(owner=owner, facts=said)


def _address(facts: dict[str, Any]) -> str:
    return f"{WEB}/{slugify(facts['art'].replace(':', ' ').replace('/', ' '))}.jpg"
