"""When the days and weeks of digests end: at 7:00, on Mondays for weeks, in the time zone of each member.

A member's own time zone is the one chosen in the editors' admin; all others live by the site's, the setting TIME_ZONE.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q
from django.utils import timezone
from wagtail.users.models import UserProfile

from community.activity.models import Mail

DAY_ENDS_AT = time(7)
_ZONE = "recipient__wagtail_userprofile__current_time_zone"


def is_over(now: datetime) -> Q:
    """The condition on notices whose day or week has ended where their recipient is. One query."""
    own = _own_zones()
    found = ~Q(**{f"{_ZONE}__in": list(own)}) & _is_over(now, timezone.get_default_timezone())
    for name, zone in own.items():
        found |= Q(**{_ZONE: name}) & _is_over(now, zone)
    return found


def end_of_day(now: datetime, zone: ZoneInfo) -> datetime:
    """The last 7:00 there that has passed."""
    local = now.astimezone(zone)
    # On the wall clock: a day in which the clocks are changed ends at 7:00, too.
    end = datetime.combine(local.date(), DAY_ENDS_AT, zone)
    return end if end <= local else end - timedelta(days=1)


def end_of_week(now: datetime, zone: ZoneInfo) -> datetime:
    """The last Monday, 7:00 there, that has passed."""
    day = end_of_day(now, zone)
    return day - timedelta(days=day.weekday())


def _is_over(now: datetime, zone: ZoneInfo) -> Q:
    day, week = end_of_day(now, zone), end_of_week(now, zone)
    return Q(mail=Mail.DAILY, created_at__lt=day) | Q(mail=Mail.WEEKLY, created_at__lt=week)


def _own_zones() -> dict[str, ZoneInfo]:
    """Those that members chose; one that this machine does not know counts as none."""
    chosen = UserProfile.objects.exclude(current_time_zone="").order_by("current_time_zone")
    found = {}
    for name in chosen.values_list("current_time_zone", flat=True).distinct():
        try:
            found[name] = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return found
