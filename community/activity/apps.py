"""What members do, and what they are told of."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "community.activity"
    label = "activity"
    verbose_name = _("activity")

    def ready(self) -> None:
        from community.activity import bell, listening, places, privacy, wording  # noqa: PLC0415 -- need loaded models

        wording.register_all()
        listening.connect_signals()
        bell.register()
        places.register()
        privacy.register()
