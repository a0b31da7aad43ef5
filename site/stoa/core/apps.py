"""Wires the foundations into Django."""

from django.apps import AppConfig
from django.core import checks


class CoreConfig(AppConfig):
    name = "stoa.core"
    label = "core"
    verbose_name = "Foundations"

    def ready(self) -> None:
        from stoa.core import cooking, freshness, money, sweep, tasks  # noqa: PLC0415 -- they need loaded models

        checks.register(money.check_currency)
        cooking.connect_signals()
        freshness.connect_signals()
        sweep.register("cooking", tasks.cook_stale)
