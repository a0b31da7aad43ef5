"""Which of one's own pages about members stand in the navigation of the account."""

from django.utils.translation import gettext_lazy as _

from stoa.accounts.navigation import AccountPage, Group, register


def register_all() -> None:
    register(AccountPage(url_name="dashboard", label=_("Dashboard"), group=Group.YOU, order=5))
    register(AccountPage(url_name="member_settings", label=_("Profile privacy"), group=Group.YOU, order=20))
    register(AccountPage(url_name="muted_members", label=_("Muted members"), group=Group.YOU, order=80))
    register(AccountPage(url_name="blocked_members", label=_("Blocked members"), group=Group.YOU, order=90))
