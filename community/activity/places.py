"""Where else activity is shown: a section of the profile, a panel of one's dashboard, the navigation of the account."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community.activity import stream
from community.members import dashboard, sections
from stoa.accounts import navigation
from stoa.accounts.models import User
from stoa.accounts.navigation import AccountPage
from stoa.core.access import Viewer

ROWS_ON_DASHBOARD = 10
ROWS_ON_PROFILE = 5


def register() -> None:
    sections.register(
        sections.Section(
            name="activity",
            label=_("Activity"),
            order=50,
            url=_url,
            count=_count,
            newest=_newest_of,
            is_shown_empty=False,
        )
    )
    dashboard.register(
        dashboard.Panel(name="activity", order=50, template="activity/dashboard_panel.html", context=_newest)
    )
    for page in (
        AccountPage(url_name="activity_audiences", label=_("Activity privacy"), group=navigation.Group.YOU, order=30),
        AccountPage(url_name="notices:list", label=_("Notices"), group=navigation.Group.NEWS, order=10),
        AccountPage(url_name="notices:mails", label=_("Mails"), group=navigation.Group.NEWS, order=20),
    ):
        navigation.register(page)


def _url(owner: User) -> str:
    return reverse("member_activity", args=[owner.handle])


def _count(owner: User, viewer: Viewer) -> int:
    return stream.deeds_of(owner, viewer).count()


def _newest_of(owner: User, viewer: Viewer) -> SafeString:
    rows = stream.read(stream.deeds_of(owner, viewer), viewer, size=ROWS_ON_PROFILE).rows
    return render_to_string("activity/list.html", {"rows": rows}) if rows else SafeString()


def _newest(user: User) -> dict[str, Any]:
    return {"rows": stream.read(stream.seen_by(user), user, size=ROWS_ON_DASHBOARD).rows}
