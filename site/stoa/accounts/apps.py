"""Accounts: the user model and signing in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "stoa.accounts"
    label = "accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from allauth.account import signals as theirs  # noqa: PLC0415 -- models are loaded by now, not earlier
        from django.db.models.signals import post_delete  # noqa: PLC0415 -- likewise

        from stoa.accounts import joining, navigation, sessions  # noqa: PLC0415 -- likewise
        from stoa.accounts.models import User, keep_handle  # noqa: PLC0415 -- likewise

        post_delete.connect(keep_handle, sender=User, dispatch_uid="accounts_keep_handle")
        navigation.register_own()
        theirs.email_confirmed.connect(joining.note_confirmed_address)
        theirs.user_signed_up.connect(joining.note_sign_up)
        theirs.password_changed.connect(sessions.end_others_after_change)
        theirs.password_set.connect(sessions.end_others_after_change)
        theirs.password_reset.connect(sessions.end_all_after_reset)
