"""Wires the foundations into Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "stoa.core"
    label = "core"
    verbose_name = "Foundations"

    def ready(self) -> None:
        from stoa.core import cooking, freshness, sweep, tasks  # noqa: PLC0415 -- they need loaded models

        cooking.connect_signals()
        freshness.connect_signals()
        sweep.register("cooking", tasks.cook_stale)
