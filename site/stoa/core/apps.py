"""Wires the foundations into Django."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "stoa.core"
    label = "core"
    verbose_name = "Foundations"

    def ready(self) -> None:
        from stoa.core import cooking, freshness, money, sites, slugs, sweep, tasks  # noqa: PLC0415 -- need loaded models

        checks.register(money.check_currency)
        cooking.connect_signals()
        freshness.connect_signals()
        slugs.connect_signals()
        sweep.register("cooking", tasks.cook_stale)
        post_migrate.connect(sites.name_first_site, sender=self, dispatch_uid="name_first_site")
