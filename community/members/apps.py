"""Members in public: profiles, follows, mute and block."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "community.members"
    label = "members"
    verbose_name = _("members")

    def ready(self) -> None:
        from community.members import freshness, kinds, people, privacy, standing  # noqa: PLC0415 -- needs loaded models

        freshness.connect_signals()
        kinds.register()
        people.register()
        privacy.register()
        standing.register()
