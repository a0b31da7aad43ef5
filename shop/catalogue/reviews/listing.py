"""The reviews as the product's page shows them: the same for everyone, a page of them, whatever their number.

`?reviews=2&order=helpful&stars=4`: which page, in which order, and only those with so many stars.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community.members.people import photo_url
from shop.catalogue.models.reviews import MOST_STARS, Review
from shop.catalogue.reviews import ratings
from shop.catalogue.reviews.ratings import Histogram, Rating
from stoa.core import pagination

REVIEWS_A_PAGE = 10
PAGE_PARAMETER = "reviews"
ANCHOR = "#reviews"
NEWEST, HELPFUL, BEST, WORST = "newest", "helpful", "best", "worst"
#: {name in the address: (label, fields)}; the first is the one nobody asks for.
ORDERS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    NEWEST: (_("Newest"), ("-created_at", "-pk")),
    HELPFUL: (_("Most helpful"), ("-helpful", "-created_at", "-pk")),
    BEST: (_("Most stars"), ("-stars", "-created_at", "-pk")),
    WORST: (_("Fewest stars"), ("stars", "-created_at", "-pk")),
}


@dataclass(frozen=True, kw_only=True)
class ShownReview:
    """A review as the template needs it."""

    pk: int
    stars: int
    title: str
    html: SafeString
    language: str
    name: str
    url: str
    photo_url: str
    created_at: datetime
    edited_at: datetime | None
    helpful: int
    reply_html: SafeString
    replied_at: datetime | None

    @property
    def halves(self) -> int:
        return 2 * self.stars


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A link that orders or narrows the list."""

    label: str | Promise
    query: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class ReviewList:
    """Some of a product's reviews; `order` and `stars` (0 for all) as they were asked for."""

    key: UUID
    histogram: Histogram
    reviews: list[ShownReview]
    page: Page
    order: str
    stars: int

    @property
    def rating(self) -> Rating:
        return self.histogram.rating

    @property
    def orders(self) -> list[Choice]:
        return [
            Choice(label=label, query=_query(name, self.stars), is_current=name == self.order)
            for name, (label, _fields) in ORDERS.items()
        ]

    @property
    def bars(self) -> list[tuple[ratings.Bar, str, bool]]:
        """(bar, query of the reviews with so many stars, whether these are shown)."""
        return [(bar, _query(self.order, bar.stars), bar.stars == self.stars) for bar in self.histogram.bars]

    @property
    def all_query(self) -> str:
        return _query(self.order, 0)

    @property
    def kept_query(self) -> str:
        """What the links to other pages keep."""
        asked = _asked(self.order, self.stars)
        return f"&{urlencode(asked)}" if asked else ""


def of_product(key: UUID, request: HttpRequest) -> ReviewList:
    """Two queries, one where there is none."""
    order, stars = _order(request.GET.get("order", "")), _stars(request.GET.get("stars", ""))
    histogram = ratings.histogram_of(key)
    number = histogram.counts.get(stars, 0) if stars else histogram.rating.count
    page = pagination.page_of(range(number), request.GET.get(PAGE_PARAMETER), REVIEWS_A_PAGE)
    rows = _rows(key, order, stars)[page.start_index() - 1 : page.end_index()] if number else []
    return ReviewList(
        key=key, histogram=histogram, reviews=[show(row) for row in rows], page=page, order=order, stars=stars
    )


def show(review: Review) -> ShownReview:
    user = review.user
    return ShownReview(
        pk=review.pk,
        stars=review.stars,
        title=review.title,
        html=review.safe_html,
        language=review.language,
        name=review.author_name,
        url=reverse("member", args=[user.handle]) if user and user.is_active else "",
        photo_url=photo_url(user),
        created_at=review.created_at,
        edited_at=review.edited_at,
        helpful=getattr(review, "helpful", 0),
        reply_html=review.safe_reply,
        replied_at=review.replied_at,
    )


def place_of(review: Review) -> str:
    """Where a shown review stands: what follows the address of its product."""
    before = Review.objects.shown().of_product(review.translation_key)
    newer = before.filter(created_at__gt=review.created_at) | before.filter(
        created_at=review.created_at, pk__gt=review.pk
    )
    number = newer.count() // REVIEWS_A_PAGE + 1
    query = f"?{PAGE_PARAMETER}={number}" if number > 1 else ""
    return f"{query}#review-{review.pk}"


def _rows(key: UUID, order: str, stars: int) -> QuerySet[Review]:
    shown: Any = Review.objects.shown().of_product(key).with_helpful().select_related("user")
    if stars:
        shown = shown.filter(stars=stars)
    return shown.order_by(*ORDERS[order][1])


def _order(typed: str) -> str:
    return typed if typed in ORDERS else NEWEST


def _stars(typed: str) -> int:
    """0 for all, and for nonsense."""
    return int(typed) if typed in {str(stars) for stars in range(1, MOST_STARS + 1)} else 0


def _asked(order: str, stars: int) -> dict[str, str]:
    asked = {} if order == NEWEST else {"order": order}
    return asked | ({"stars": str(stars)} if stars else {})


def _query(order: str, stars: int) -> str:
    return f"?{urlencode(_asked(order, stars))}"
