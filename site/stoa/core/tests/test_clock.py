"""What the clock (beat) starts, as often as it should, however often the clock itself is started anew."""

from datetime import UTC, datetime, timedelta

import pytest
from celery.beat import Scheduler
from celery.schedules import crontab
from django.conf import settings

from stoa.celery import app

DAILY = [name for name, entry in settings.CELERY_BEAT_SCHEDULE.items() if isinstance(entry["schedule"], crontab)]


def test_what_is_not_by_the_clock_is_due_at_least_every_hour():
    seconds = [entry["schedule"] for name, entry in settings.CELERY_BEAT_SCHEDULE.items() if name not in DAILY]

    assert max(seconds) <= 3600


@pytest.mark.parametrize("name", DAILY)
def test_daily_jobs_run_once_a_day_also_when_the_clock_starts_anew_every_ten_hours(name):
    started, due = datetime(2026, 11, 22, 15, tzinfo=UTC), 0

    for _start in range(12):
        # The one of `make run`, which remembers nothing.
        entry = Scheduler(app=app).schedule[name]
        entry.last_run_at = started
        started += timedelta(hours=10)
        entry.schedule.nowfun = lambda now=started: now
        due += entry.is_due().is_due

    assert due == 5
