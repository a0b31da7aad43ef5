"""How many stars a product has, counted from its reviews whenever it is asked: there is no number to go wrong."""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db.models import Count, Sum

from shop.catalogue.models.reviews import MOST_STARS, Review


@dataclass(frozen=True, kw_only=True)
class Rating:
    """So many reviews with so many stars together."""

    count: int = 0
    stars: int = 0

    @property
    def average(self) -> Decimal:
        """With one decimal, 0.0 where there is none."""
        if not self.count:
            return Decimal("0.0")
        return (Decimal(self.stars) / self.count).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)

    @property
    def halves(self) -> int:
        """In half stars, 0 to 10, as they are drawn."""
        return int((self.average * 2).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True)
class Bar:
    """One row of the histogram; `percent` of all reviews."""

    stars: int
    count: int
    percent: int


@dataclass(frozen=True, kw_only=True)
class Histogram:
    """How many reviews have how many stars."""

    counts: dict[int, int] = field(default_factory=dict)

    @property
    def rating(self) -> Rating:
        together = sum(stars * count for stars, count in self.counts.items())
        return Rating(count=sum(self.counts.values()), stars=together)

    @property
    def bars(self) -> list[Bar]:
        """Five stars first."""
        all_ = self.rating.count or 1
        counts = [(stars, self.counts.get(stars, 0)) for stars in range(MOST_STARS, 0, -1)]
        return [Bar(stars, count, round(100 * count / all_)) for stars, count in counts]


NONE = Rating()


def of(keys: Collection[UUID]) -> dict[UUID, Rating]:
    """{translation key: rating} of the products that have one. One query."""
    shown = Review.objects.shown().filter(translation_key__in=keys).order_by()
    rows = shown.values_list("translation_key").annotate(Count("pk"), Sum("stars"))
    return {key: Rating(count=count, stars=stars) for key, count, stars in rows}


def histogram_of(key: UUID) -> Histogram:
    """One query."""
    shown = Review.objects.shown().of_product(key).order_by()
    return Histogram(counts=dict(shown.values_list("stars").annotate(Count("pk"))))
