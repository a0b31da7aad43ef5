"""Members in public: profiles, follows, mute and block."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "community.members"
    label = "members"
    verbose_name = _("members")

    def ready(self) -> None:
        from community.members import (  # noqa: PLC0415 -- needs loaded models
            account_pages,
            freshness,
            kinds,
            people,
            privacy,
            standing,
        )

        account_pages.register_all()
        freshness.connect_signals()
        kinds.register()
        people.register()
        privacy.register()
        standing.register()
