"""Likes, views and rankings."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReactionsConfig(AppConfig):
    name = "community.reactions"
    label = "reactions"
    verbose_name = _("reactions")

    def ready(self) -> None:
        from community.reactions import counting, news, personal, privacy, profile  # noqa: PLC0415 -- need loaded models
        from stoa.core import sweep, things  # noqa: PLC0415 -- likewise

        news.register()
        personal.register()
        privacy.register()
        profile.register()
        sweep.register("count views", counting.take_in)
        things.gone.connect(_forget, dispatch_uid="reactions.forget")


def _forget(sender: Any, kind: str, key: str, **kwargs: Any) -> None:
    from community.reactions import counting, likes  # noqa: PLC0415 -- need loaded models

    likes.forget(kind=kind, key=key)
    counting.forget(kind=kind, key=key)
