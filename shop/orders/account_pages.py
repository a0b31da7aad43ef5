"""The pages of orders in a member's account."""

from django.utils.translation import gettext_lazy as _

from stoa.accounts import navigation

PAGES = (("orders", _("Orders"), 40), ("downloads", _("Downloads"), 45))


def register() -> None:
    for name, label, order in PAGES:
        page = navigation.AccountPage(url_name=name, label=label, group=navigation.Group.YOU, order=order)
        navigation.register(page)
