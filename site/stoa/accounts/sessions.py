"""Where members are logged in, and how that ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from stoa.accounts.models import User

#: The newest that are listed; "end all others" ends those beyond as well.
LISTED = 50
# The first that fits names the browser or system: later ones are in the names of earlier ones, too.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
             ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


@dataclass(frozen=True)
class LogIn:
    """One place where somebody is logged in."""

    pk: int
    started_at: datetime
    ip: str
    browser: str
    is_current: bool


def log_ins(*, user: User, current_key: str | None) -> list[LogIn]:
    """Every place where a member is logged in, this one first, then the newest. Two queries."""
    found = UserSession.objects.filter(user=user).filter(Exists(_live())).order_by("-created_at", "-pk")[:LISTED]
    sessions = Session.objects.in_bulk([row.session_key for row in found])
    expected = user.get_session_auth_hash()
    shown = [
        LogIn(row.pk, row.created_at, row.ip, browser_name(row.user_agent), row.session_key == current_key)
        for row in found
        if _opens(sessions.get(row.session_key), expected)
    ]
    return sorted(shown, key=lambda log_in: not log_in.is_current)


def _live() -> Any:
    return Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())


def _opens(session: Session | None, expected: str) -> bool:
    """Whether a session still lets its member in: a changed password shuts those before it."""
    return session is not None and constant_time_compare(session.get_decoded().get(HASH_SESSION_KEY, ""), expected)


def browser_name(user_agent: str) -> str:
    """Browser and system in words, as far as the browser tells."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")


def end_one(*, log_in: UserSession) -> None:
    """End one log-in."""
    _end(UserSession.objects.filter(pk=log_in.pk))


def end_others(*, user: User, current_key: str | None) -> None:
    """End every log-in of a member but the current one."""
    _end(UserSession.objects.filter(user=user).exclude(session_key=current_key or ""))


def end_others_after_change(*, request: HttpRequest, user: User, **_facts: Any) -> None:
    """Receives allauth's `password_changed` and `password_set`."""
    end_others(user=user, current_key=request.session.session_key)


def end_all_after_reset(*, user: User, **_facts: Any) -> None:
    """Receives allauth's `password_reset`."""
    end_others(user=user, current_key=None)


@transaction.atomic
def _end(rows: Any) -> None:
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()


def forget_ended() -> None:
    """Delete what is kept about log-ins that are over; run daily."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
    UserSession.objects.filter(~Exists(Session.objects.filter(session_key=OuterRef("session_key")))).delete()
