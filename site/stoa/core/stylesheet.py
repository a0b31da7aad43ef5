"""The stylesheet in one file: `css/stoa.css`, flattened from `static/css/site.layers` and what it imports.

A static files finder, so that the file is there wherever Django looks for static files: under the development server,
in tests and for `collectstatic`. It is written again when a part is newer than it.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/stoa.css"
_IMPORT = re.compile(r'@import "(?P<pattern>[^"]+)" layer\((?P<layer>\w+)\);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def flatten(entry: Path) -> str:
    """`entry` with every `@import "glob" layer(name);` replaced by the files it names, without comments and indents."""

    def files_of(match: re.Match[str]) -> str:
        parts = sorted(entry.parent.glob(match["pattern"]))
        text = "\n".join(part.read_text(encoding="utf-8") for part in parts)
        return f"@layer {match['layer']} {{\n{text}}}"

    return _compact(_IMPORT.sub(files_of, entry.read_text(encoding="utf-8")))


def _compact(css: str) -> str:
    lines = (line.strip() for line in _COMMENT.sub("", css).splitlines())
    joined = "".join(line if line.endswith(("{", "}", ";")) else f"{line} " for line in lines if line)
    return re.sub(r"\s*([{};])\s*", r"\1", joined).replace(";}", "}") + "\n"


class StylesheetFinder(BaseFinder):
    """Finds `css/stoa.css`, written under the data folder when its parts have changed."""

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = settings.ROOT / "static" / "css" / "site.layers"
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "stylesheet")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    # Any: Django names the second argument `find_all` since 5.2, its types still `all`.
    def find(self, path: str, find_all: Any = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        written = str(self._write_if_stale())
        return [written] if find_all else written

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, FileSystemStorage]]:
        self._write_if_stale()
        yield NAME, self.storage

    def _write_if_stale(self) -> Path:
        target = Path(self.storage.path(NAME))
        changed_at = max(part.stat().st_mtime for part in self.entry.parent.rglob("*.*s"))
        if not target.exists() or target.stat().st_mtime < changed_at:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Written beside and moved: another process may be reading.
            beside = target.with_suffix(f".{id(self)}")
            beside.write_text(flatten(self.entry), encoding="utf-8")
            beside.replace(target)
        return target
