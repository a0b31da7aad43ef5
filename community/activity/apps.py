"""What members do, and what they are told of."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "community.activity"
    label = "activity"
    verbose_name = _("activity")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415 -- needs loaded models

        from community.activity import bell, listening, places, privacy, wording  # noqa: PLC0415 -- likewise
        from community.activity.administration import ActionPolicy  # noqa: PLC0415 -- likewise
        from community.activity.models import Action  # noqa: PLC0415 -- likewise

        register_permission_policy(Action, ActionPolicy(Action))
        wording.register_all()
        listening.connect_signals()
        bell.register()
        places.register()
        privacy.register()
