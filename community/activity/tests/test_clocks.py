"""Digests come at 7:00 where the member is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from wagtail.users.models import UserProfile

from community.activity import clocks, digests, notices
from community.activity.models import Mail

SOFIA, HAVANA, LONDON = (ZoneInfo(name) for name in ("Europe/Sofia", "America/Havana", "Europe/London"))
THURSDAY = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "day", "week"),
    [
        ("2026-11-21T07:00+00:00", LONDON, "2026-11-21T07:00+00:00", "2026-11-16T07:00+00:00"),
        ("2026-11-21T06:59+00:00", LONDON, "2026-11-20T07:00+00:00", "2026-11-16T07:00+00:00"),
        ("2026-11-21T05:00+00:00", SOFIA, "2026-11-21T07:00+02:00", "2026-11-16T07:00+02:00"),
        ("2026-11-23T04:59+00:00", SOFIA, "2026-11-22T07:00+02:00", "2026-11-16T07:00+02:00"),
        ("2026-11-21T02:00+00:00", HAVANA, "2026-11-20T07:00-05:00", "2026-11-16T07:00-05:00"),
        # The clocks go forward on Sunday the 29th and back on Sunday, 25 October.
        ("2026-03-29T04:00+00:00", SOFIA, "2026-03-29T07:00+03:00", "2026-03-23T07:00+02:00"),
        ("2026-10-25T04:59+00:00", SOFIA, "2026-10-24T07:00+03:00", "2026-10-19T07:00+03:00"),
    ],
)
def test_c05_day_and_week_end_at_seven_on_the_wall_clock(now, zone, day, week):
    now = datetime.fromisoformat(now)

    ends = clocks.end_of_day(now, zone), clocks.end_of_week(now, zone)

    assert ends == (datetime.fromisoformat(day), datetime.fromisoformat(week))


@pytest.fixture
def digest_at(ann, bob, django_capture_on_commit_callbacks):
    """A function: was Ann mailed her digest of Thursday at this moment? It is queued once."""
    notices.notify(recipient=ann, kind="new_follower", actor=bob, mail=Mail.DAILY, now=THURSDAY)

    def look(moment):
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            digests.send_all(now=moment)
        return len(mail.outbox) > before

    return look


@pytest.mark.parametrize(
    ("own", "of_site", "hour"),
    [
        (None, "UTC", 7),
        ("", "UTC", 7),
        ("", "Europe/Sofia", 5),
        ("America/Havana", "Europe/Sofia", 12),
        ("Europe/Atlantis", "Europe/Sofia", 5),
        ("../../etc/passwd", "Europe/Sofia", 5),
    ],
)
def test_digest_comes_by_ones_own_clock_else_by_that_of_the_site(digest_at, ann, bob, settings, own, of_site, hour):
    settings.TIME_ZONE = of_site
    UserProfile.objects.create(user=bob, current_time_zone="Asia/Tokyo")
    if own is not None:
        UserProfile.objects.create(user=ann, current_time_zone=own)
    due = datetime(2026, 11, 20, hour, 0, tzinfo=UTC)

    assert [digest_at(due - timedelta(minutes=1)), digest_at(due), digest_at(due)] == [False, True, False]
