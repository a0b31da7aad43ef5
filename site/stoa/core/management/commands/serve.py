"""The one server process of `make run`: pages, sockets and background tasks in daphne."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from wagtail.models import Site


class Command(BaseCommand):
    help = "Serve pages and sockets on one address, with background tasks inside when no Redis is set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE)
        if settings.DEVELOPMENT:
            _say_where_the_site_is(host=options["host"], port=options["port"])
        from stoa.core import daphne  # noqa: PLC0415 -- Twisted's reactor, only when serving

        daphne.serve(host=options["host"], port=options["port"])


def _say_where_the_site_is(*, host: str, port: int) -> None:
    """Let canonical addresses and share cards name the address that is served; in production an editor sets it."""
    for site in Site.objects.filter(is_default_site=True).exclude(hostname=host, port=port):
        site.hostname, site.port = host, port
        site.save()
