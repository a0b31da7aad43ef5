"""`manage.py cook_bodies`: render the body of every live page anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from stoa.core import cooking, pagecache


class Command(BaseCommand):
    help = "Renders the stored HTML of every live page anew, or with --stale only where something has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stale", action="store_true", help="only pages that are marked, or of an older renderer")

    def handle(self, *args: Any, stale: bool, **options: Any) -> None:
        if not stale:
            for model in cooking.body_page_models():
                cooking.mark_stale(model.objects.all())
        count = sum(1 for _page in cooking.cook_stale())
        pagecache.purge(pagecache.SITE)
        self.stdout.write(f"Cooked {count} pages.")
