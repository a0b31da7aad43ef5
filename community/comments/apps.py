"""Threads of comments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "community.comments"
    label = "comments"
    verbose_name = _("comments")

    def ready(self) -> None:
        from community.comments import announcing  # noqa: PLC0415 -- needs loaded models
        from stoa.core import sweep  # noqa: PLC0415 -- likewise

        sweep.register("announce comments", announcing.announce_forgotten)
