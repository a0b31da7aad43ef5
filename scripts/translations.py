"""Collect the texts to translate into locale/, or check that this has been done. Runs in .venv.

Path words (`pgettext("path", …)`) must be translated in every language: they are addresses.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from scripts.console import ROOT

if TYPE_CHECKING:
    from collections.abc import Set

LANGUAGES = ("es", "bg")
SHOWN = 10
SOURCES = ("site", "home", "search", "blog", "courses", "shop", "community", "chat", "templates", "manage.py")
OPTIONS = ("--no-obsolete", "--no-wrap", "--add-location", "file", "--verbosity", "0")
CREATED = re.compile(rb'^"POT-Creation-Date:.*\n', re.MULTILINE)
Message = tuple[str, str]


def _catalogue(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def collect(root: Path) -> None:
    """Run makemessages in `root`; a file in which only the date has changed is put back."""
    before = {language: _read_bytes(_catalogue(root, language)) for language in LANGUAGES}
    (root / "locale").mkdir(exist_ok=True)
    locales = [part for language in LANGUAGES for part in ("--locale", language)]
    ignored = [part for name in ("*/tests/*", "var/*", ".venv/*") for part in ("--ignore", name)]
    command = [sys.executable, "manage.py", "makemessages", *locales, *OPTIONS, *ignored]
    subprocess.run(command, cwd=root, check=True, env={**os.environ, "STOA_DATA_DIR": str(root / "var")})
    for language, old in before.items():
        file = _catalogue(root, language)
        if old and CREATED.sub(b"", old) == CREATED.sub(b"", file.read_bytes()):
            file.write_bytes(old)


def _read_bytes(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


def messages(root: Path, language: str) -> dict[Message, str]:
    """Map (context, text) to its translation."""
    file = _catalogue(root, language)
    if not file.exists():
        return {}
    with file.open("rb") as source:
        found = [message for message in read_po(source, locale=language) if message.id]
    return {(message.context or "", _first(message.id)): _first(message.string) for message in found}


def _first(text: str | tuple[str, ...] | list[str] | None) -> str:
    """The singular of a text with plural forms."""
    return text if isinstance(text, str) else (text or [""])[0]


def check() -> list[str]:
    """Return what is wrong with the committed catalogues, a line each."""
    with tempfile.TemporaryDirectory(prefix="stoa-texts-") as name:
        copy = Path(name)
        for source in SOURCES:
            _copy(ROOT / source, copy / source)
        shutil.copytree(ROOT / "locale", copy / "locale", dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.mo"))
        collect(copy)
        return [line for language in LANGUAGES for line in _differences(copy, language)]


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "tests", "node_modules"))
    elif source.exists():
        shutil.copy(source, target)


def _differences(copy: Path, language: str) -> list[str]:
    used, kept = messages(copy, language), messages(ROOT, language)
    words = [message for message in used if message[0] == "path" and not kept.get(message)]
    return [
        *_some(f"{language}: not collected", used.keys() - kept.keys()),
        *_some(f"{language}: no longer used", kept.keys() - used.keys()),
        *_some(f"{language}: path word without a translation", set(words)),
    ]


def _some(title: str, found: Set[Message]) -> list[str]:
    """Name the first few; the rest is only counted."""
    lines = [f"{title}: {context and context + ': '}{text!r}" for context, text in sorted(found)]
    return lines[:SHOWN] + [f"{title}: and {len(lines) - SHOWN} more"] * (len(lines) > SHOWN)


if __name__ == "__main__":
    if sys.argv[1:] == ["collect"]:
        collect(ROOT)
        sys.exit(0)
    found = check()
    print("\n".join(found + ["Type `make messages` and translate the path words."] * bool(found)))
    sys.exit(1 if found else 0)
