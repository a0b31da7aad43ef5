"""The whole load, step by step."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from stoa.accounts.models import User
from stoa.core.background import each_job_once
from stoa.core.freshness import cooking_postponed
from stoa.demo.loading import (
    activity,
    bookmarks,
    community,
    discussion,
    documents,
    downloads,
    orders,
    pages,
    people,
    pictures,
    posts,
    prices,
    products,
    reactions,
    reviews,
    shop,
    site_pages,
    snippets,
)
from stoa.demo.loading.publication import Publication, read_publication
from stoa.demo.studio import Studio

PICTURE_WIDTH = 1600


@dataclass(frozen=True)
class Loaded:
    """What there is after the load, and how many pages this load published."""

    publication: Publication
    pages: int
    published: int
    pictures: int


def order_drawings(studio: Studio, picture_width: int = PICTURE_WIDTH) -> None:
    """Have everything drawn that a new site needs; asks no database, which may not be there yet."""
    publication = read_publication()
    # In the order in which their renditions are asked for.
    studio.order([*people.jobs(publication), *bookmarks.jobs(publication), *pictures.jobs(publication, picture_width)])


def load(*, now: datetime, picture_width: int = PICTURE_WIDTH, studio: Studio | None = None) -> Loaded:
    """Load the demo as of `now`, all or nothing. What is there already and has not changed is left alone.

    A `studio` that drawings were ordered from before is closed.
    """
    publication, begun = read_publication(), timezone.now()
    with studio or Studio() as studio, transaction.atomic(), each_job_once(), cooking_postponed():
        if not pictures.is_begun():
            order_drawings(studio, picture_width)
        drawn = pictures.load_pictures(publication, picture_width, studio)
        everybody = people.load_people(publication, studio, now)
        filing = snippets.load_filing(publication, everybody, drawn)
        places = pages.Places(drawn, documents.load_documents(publication))
        _load_pages(publication, places, filing, now)
        _load_what_people_do(publication, places, everybody, studio, now)
        prices.load_prices(publication)
        downloads.load_downloads(publication, now)
        shop.load_seller(publication)
        orders.load_orders(publication, everybody, now)
        reviews.load_reviews(publication, places, everybody, now)
        activity.spread_over_days(since=begun, now=now)
        site_pages.fill_home(publication, places, now)
        pictures.load_renditions(publication, picture_width, studio)
        pages.cook_all()
    return Loaded(publication, len(places.pages), len(places.published), len(drawn))


def _load_pages(publication: Publication, places: pages.Places, filing: snippets.Filing, now: datetime) -> None:
    """All are there before any is filled, because they name each other."""
    site_pages.stub_site_pages(publication, places)
    posts.stub_posts(publication, places)
    shop.stub_shop(publication, places)
    products.stub_products(publication, places)
    site_pages.load_site_texts(publication, places)
    site_pages.fill_site_pages(publication, places, now)
    posts.fill_posts(publication, places, filing, now)
    shop.fill_shop(publication, places, now - site_pages.AGE)
    products.fill_products(publication, places, shop.load_categories(publication), now)


def _load_what_people_do(
    publication: Publication, places: pages.Places, everybody: dict[str, User], studio: Studio, now: datetime
) -> None:
    discussion.load_comments(publication, places, everybody)
    activity.load_activity()
    community.load_follows(publication, everybody)
    bookmarks.load_bookmarks(publication, everybody, studio, now)
    reactions.load_likes(publication, places, everybody)
    reactions.load_views(publication, places, now)
