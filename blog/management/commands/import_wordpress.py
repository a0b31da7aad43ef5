"""`manage.py import_wordpress FILE.xml`: bring a WordPress site over."""

import logging
import sys
from argparse import ArgumentParser
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from wagtail.models import Locale

from blog.importing.wordpress.exceptions import ImportRefusedError
from blog.importing.wordpress.importer import Options, import_export
from blog.importing.wordpress.progress import Progress
from blog.models import BlogIndexPage


class Command(BaseCommand):
    help = "Import posts, pages, comments, pictures and menus from a WordPress export file (WXR). May be repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the .xml file that WordPress exports (Tools > Export)")
        parser.add_argument("--under", help="path of the blog that takes the posts, for example /en/blog/")
        parser.add_argument("--locale", help="language of the posts, for example en; else that of the blog")
        parser.add_argument("--media", type=Path, help="folder with a copy of wp-content/uploads")
        parser.add_argument("--fetch-media", action="store_true", help="fetch missing files from the old site")
        parser.add_argument("--dry-run", action="store_true", help="write nothing; only report")

    def handle(self, *args: Any, **options: Any) -> None:
        media = options["media"]
        if media is not None and not media.is_dir():
            raise CommandError(f"{media} is no folder.")
        chosen = Options(
            path=options["file"],
            blog=_blog(options["under"], options["locale"]),
            media=media,
            is_fetching=options["fetch_media"],
            is_dry_run=options["dry_run"],
        )
        try:
            with _little_memory():
                report = import_export(chosen, progress=Progress(sys.stderr if options["verbosity"] else None))
        except ImportRefusedError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. Run the same command again to go on.") from error
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
        for line in report.lines():
            self.stdout.write(line)


@contextmanager
def _little_memory() -> Iterator[None]:
    """No line for each page; no memory of the last 9,000 queries, each with a whole body in it, as DEBUG asks for; and
    no database mapped into memory."""
    logger, level, queries = logging.getLogger("wagtail"), logging.getLogger("wagtail").level, connection.queries_log
    logger.setLevel(logging.WARNING)
    if not connection.force_debug_cursor:
        connection.queries_log = deque(maxlen=0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")
    try:
        yield
    finally:
        logger.setLevel(level)
        connection.queries_log = queries


def _blog(under: str | None, language: str | None) -> BlogIndexPage:
    """The blog at a path, or the first one in the language."""
    blogs = BlogIndexPage.objects.select_related("locale").order_by("path")
    if language is not None:
        if not Locale.objects.filter(language_code=language).exists():
            raise CommandError(f"This site has no language {language}.")
        blogs = blogs.filter(locale__language_code=language)
    if under is None:
        found = blogs.filter(locale=Locale.get_default()).first() or blogs.first()
        if found is None:
            raise CommandError("There is no blog to import into: make one in the admin first.")
        return found
    path = f"/{under.strip('/')}/"
    found = next((blog for blog in blogs if blog.url and blog.get_url_parts()[2] == path), None)
    if found is None:
        places = ", ".join(sorted(blog.get_url_parts()[2] for blog in blogs if blog.get_url_parts())) or "none"
        raise CommandError(f"There is no blog at {path}. Blogs: {places}.")
    return found
