"""Periods of whole days in the site's time zone, and the stretches a chart of them is divided into."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from django.utils import timezone

#: In days; the first is what is shown unless another is asked for.
LENGTHS = (30, 7, 90, 365)


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @classmethod
    def until(cls, now: datetime, days: int) -> Self:
        """The last so many days, today as far as it has come."""
        today = timezone.localdate(now, timezone.get_default_timezone())
        return cls(today - timedelta(days=days - 1), today)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_long(self) -> bool:
        """Is it told by months?"""
        return self.days > 92

    @property
    def before(self) -> "Period":
        """As many days, just before."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    @property
    def starts_at(self) -> datetime:
        return _midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment that is no longer part of it."""
        return _midnight(self.last + timedelta(days=1))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def stretch_of(self, day: date) -> date:
        """The first day of the stretch that a day belongs to: days in a month, weeks in a quarter, months in a year."""
        if self.days <= 31:
            return day
        if self.is_long:
            return max(day.replace(day=1), self.first)
        return max(day - timedelta(days=day.weekday()), self.first)

    def stretches(self) -> Iterator[date]:
        """All of them, those too in which nothing happens."""
        seen = None
        for number in range(self.days):
            start = self.stretch_of(self.first + timedelta(days=number))
            if start != seen:
                yield start
            seen = start


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
