"""The blog."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("blog")

    def ready(self) -> None:
        from blog import freshness  # noqa: PLC0415 -- needs loaded models

        freshness.connect_signals()
