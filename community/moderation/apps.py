"""Reports, the one queue and sanctions."""

from typing import Any

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "community.moderation"
    label = "moderation"
    verbose_name = _("moderation")

    def ready(self) -> None:
        from community.moderation import privacy, profiles, sanctions  # noqa: PLC0415 -- need loaded models
        from stoa.core import sweep, things  # noqa: PLC0415 -- likewise

        privacy.register()
        profiles.register()
        sweep.register("end suspensions", sanctions.end_expired)
        things.gone.connect(_close_gone, dispatch_uid="moderation.close_gone")


def _close_gone(sender: Any, kind: str, key: str, **kwargs: Any) -> None:
    from community.moderation import reporting  # noqa: PLC0415 -- needs loaded models

    reporting.close_gone(kind=kind, key=key, now=timezone.now())
