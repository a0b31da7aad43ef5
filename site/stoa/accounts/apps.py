"""Accounts: the user model and signing in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "stoa.accounts"
    label = "accounts"
    verbose_name = _("accounts")
