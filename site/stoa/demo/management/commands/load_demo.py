"""`manage.py load_demo`: fills the site with the demo publication."""

import gc
import logging
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from stoa.demo.loading.loader import Loaded, load, order_drawings
from stoa.demo.studio import Studio


class Command(BaseCommand):
    help = "Load the demo publication: pages, pictures, comments and accounts. Loading it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="load it into a production site, known passwords and all"
        )
        parser.add_argument(
            "--migrate",
            action="store_true",
            help="bring translations and database up to date first; a new site's pictures are drawn meanwhile",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEVELOPMENT and not options["force"]:
            raise CommandError(
                "This looks like a production site, and the demo's accounts have passwords that everybody knows. "
                "Add --force if you mean it."
            )
        # Some hundred jobs of Wagtail's, each of which would say that it has succeeded.
        logging.getLogger("celery.app.trace").setLevel(logging.WARNING)
        with Studio() as studio:
            if options["migrate"]:
                call_command("compile_translations", verbosity=options["verbosity"])
                if not connection.introspection.table_names():
                    order_drawings(studio)
                with _collecting_seldom():
                    call_command("migrate", interactive=False, verbosity=options["verbosity"])
            self.stdout.write(_report(load(now=timezone.now(), studio=studio)))


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Migrating makes and drops 20,000 model classes: looking through them for garbage took a sixth of the time.

    It costs 150 MB meanwhile.
    """
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _report(loaded: Loaded) -> str:
    lines = [
        f"The demo is loaded: {loaded.pages} pages ({loaded.published} published now), {loaded.pictures} pictures.",
        "You can log in as",
        *(
            f"  {account['role']:<10} {account['email']:<24} {account['password']}"
            for account in loaded.publication.accounts
        ),
    ]
    return "\n".join(lines)
