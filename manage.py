#!/usr/bin/env python
"""Puts site/ on the path and hands over to Django."""

import os
import sys
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoa.settings.dev")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- path set above

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
