"""The whole load, step by step."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from stoa.demo.loading import (
    activity,
    bookmarks,
    community,
    discussion,
    documents,
    pages,
    people,
    pictures,
    posts,
    reactions,
    site_pages,
    snippets,
)
from stoa.demo.loading.publication import Publication, read_publication

PICTURE_WIDTH = 1600


@dataclass(frozen=True)
class Loaded:
    """What there is after the load, and how many pages this load published."""

    publication: Publication
    pages: int
    published: int
    pictures: int


def load(*, now: datetime, picture_width: int = PICTURE_WIDTH) -> Loaded:
    """Load the demo as of `now`, all or nothing. What is there already and has not changed is left alone."""
    publication = read_publication()
    with transaction.atomic():
        drawn = pictures.load_pictures(publication, picture_width)
        everybody = people.load_people(publication, now)
        filing = snippets.load_filing(publication, everybody, drawn)
        places = pages.Places(drawn, documents.load_documents(publication))
        site_pages.stub_site_pages(publication, places)
        posts.stub_posts(publication, places)
        site_pages.load_site_texts(publication, places)
        site_pages.fill_site_pages(publication, places, now)
        posts.fill_posts(publication, places, filing, now)
        discussion.load_comments(publication, places, everybody)
        activity.load_activity()
        community.load_follows(publication, everybody)
        bookmarks.load_bookmarks(publication, everybody, now)
        reactions.load_likes(publication, places, everybody)
        reactions.load_views(publication, places, now)
        site_pages.fill_home(publication, places, now)
        pages.cook_again(places.published)
    return Loaded(publication, len(places.pages), len(places.published), len(drawn))
