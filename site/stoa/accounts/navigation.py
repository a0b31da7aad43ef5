"""The pages of one's own account, in one place for members. Rooms above register theirs in `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Group(IntEnum):
    """What a page is about; groups stand in this order."""

    YOU = 1
    NEWS = 2
    LOG_IN = 3
    DATA = 4

    @property
    def label(self) -> str | Promise:
        return _LABELS[self]


_LABELS = {
    Group.YOU: _("You"),
    Group.NEWS: _("News"),
    Group.LOG_IN: _("Logging in"),
    Group.DATA: _("Your data"),
}


@dataclass(frozen=True, kw_only=True)
class AccountPage:
    """A page that extends `account/manage.html`, in its group by `order`.

    `covers` says how the view names of the pages below it begin; `is_there` whether this site has it.
    """

    url_name: str
    label: str | Promise
    group: Group
    order: int
    covers: tuple[str, ...] = ()
    is_there: Callable[[], bool] = lambda: True

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def is_at(self, view_name: str) -> bool:
        return view_name == self.url_name or bool(self.covers and view_name.startswith(self.covers))


_pages: dict[str, AccountPage] = {}


def register(page: AccountPage) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _pages[page.url_name] = page


def pages() -> list[AccountPage]:
    """Those that this site has, in order."""
    there = [page for page in _pages.values() if page.is_there()]
    return sorted(there, key=lambda page: (page.group, page.order, page.url_name))


def register_own() -> None:
    """The accounts' own pages."""
    _register("edit_profile", _("Profile"), Group.YOU, 10)
    _register("account_email", _("E-mail address"), Group.LOG_IN, 10)
    _register("account_change_password", _("Password"), Group.LOG_IN, 20, covers=("account_set_password",))
    _register("mfa_index", _("Two-factor log-in"), Group.LOG_IN, 30, covers=("mfa_",))
    _register("usersessions_list", _("Devices"), Group.LOG_IN, 40)
    connected = AccountPage(
        url_name="socialaccount_connections",
        label=_("Connected accounts"),
        group=Group.LOG_IN,
        order=50,
        is_there=lambda: bool(settings.SOCIALACCOUNT_PROVIDERS),
    )
    register(connected)
    _register("my_data", _("My data"), Group.DATA, 10, covers=("delete_account",))


def _register(url_name: str, label: Promise, group: Group, order: int, covers: tuple[str, ...] = ()) -> None:
    register(AccountPage(url_name=url_name, label=label, group=group, order=order, covers=covers))
