"""Which of one's own pages about members stand in the navigation of the account."""

from django.utils.translation import gettext_lazy as _

from stoa.accounts.navigation import AccountPage, Group, register


def register_all() -> None:
    register(AccountPage(url_name="dashboard", label=_("Dashboard"), group=Group.YOU, order=5))
    labels = {
        "member_settings": _("Who may see what"),
        "muted_members": _("Muted members"),
        "blocked_members": _("Blocked members"),
    }
    for place, (url_name, label) in enumerate(labels.items()):
        register(AccountPage(url_name=url_name, label=label, group=Group.YOU, order=20 + 20 * place))
