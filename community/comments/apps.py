"""Threads of comments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "community.comments"
    label = "comments"
    verbose_name = _("comments")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415 -- needs loaded models

        from community.comments import announcing, freshness, own_refusals, privacy, subjects  # noqa: PLC0415 -- likewise
        from community.comments.models import Comment  # noqa: PLC0415 -- likewise
        from community.comments.moderating.policy import ModerationPolicy  # noqa: PLC0415 -- likewise
        from stoa.core import sweep  # noqa: PLC0415 -- likewise

        register_permission_policy(Comment, ModerationPolicy(Comment))
        freshness.connect_signals()
        privacy.register()
        subjects.register()
        announcing.register()
        own_refusals.register()
        sweep.register("announce comments", announcing.announce_forgotten)
