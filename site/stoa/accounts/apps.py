"""Accounts: the user model and signing in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "stoa.accounts"
    label = "accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from allauth.account import signals as theirs  # noqa: PLC0415 -- models are loaded by now, not earlier

        from stoa.accounts import joining, navigation, sessions  # noqa: PLC0415 -- likewise

        navigation.register_own()
        theirs.email_confirmed.connect(joining.note_confirmed_address)
        theirs.user_signed_up.connect(joining.note_sign_up)
        theirs.password_changed.connect(sessions.end_others_after_change)
        theirs.password_set.connect(sessions.end_others_after_change)
        theirs.password_reset.connect(sessions.end_all_after_reset)
