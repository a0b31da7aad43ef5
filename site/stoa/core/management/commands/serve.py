"""The one server process of `make run`: pages, sockets and background tasks in daphne."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from wagtail.models import Site

from stoa.core import certificates
from stoa.core.certificates import Certificate


class Command(BaseCommand):
    help = "Serve pages and sockets on one address, with background tasks inside when no Redis is set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--https", action="store_true", help="over TLS, with a certificate of our own for localhost"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE)
        host, port = options["host"], options["port"]
        certificate = _certificate() if options["https"] else None
        if settings.DEVELOPMENT:
            # The certificate and passkeys are for the name.
            say_where_the_site_is(host="localhost" if certificate else host, port=port)
        from stoa.core import daphne  # noqa: PLC0415 -- Twisted's reactor, only when serving

        daphne.serve(host=host, port=port, certificate=certificate)


def _certificate() -> Certificate:
    if not settings.DEVELOPMENT:
        raise CommandError("--https is for development; in production nginx speaks TLS (deploy/).")
    return certificates.for_localhost(settings.DATA_DIR / "https", now=timezone.now())


def say_where_the_site_is(*, host: str, port: int) -> None:
    """Let canonical addresses and share cards name the address that is served; in production an editor sets it."""
    for site in Site.objects.filter(is_default_site=True).exclude(hostname=host, port=port):
        site.hostname, site.port = host, port
        site.save()
