"""Make .mo files beside the .po files, without gettext's tools."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/*.po into .mo files; unchanged ones are left alone."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="Compile unchanged files as well.")

    def handle(self, *args: Any, **options: Any) -> None:
        for source in sorted(Path(settings.ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if options["force"] or not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                _compile(source, target)
                self.stdout.write(f"Compiled {source.relative_to(settings.ROOT)}")


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parts[-3])
    with target.open("wb") as file:
        write_mo(file, catalog)
