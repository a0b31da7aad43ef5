"""Wires the foundations into Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "stoa.core"
    label = "core"
    verbose_name = "Foundations"

    def ready(self) -> None:
        from stoa.core import cooking  # noqa: PLC0415 -- needs loaded models

        cooking.connect_signals()
