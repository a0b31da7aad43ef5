"""The stylesheet and the script of the site, each in one file made of its parts.

`css/stoa.css` comes from `static/css/site.layers`, `js/stoa.js` from `static/js/site.js`, and what they import: a page
asks for two files instead of sixty, and in production each has its hash in its name. Static files finders, so that the
files are there wherever Django looks: under the development server, in tests and for `collectstatic`. Each is written
again when a part is newer.
"""

import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

STYLESHEET, SCRIPT = "css/stoa.css", "js/stoa.js"
_LAYER = re.compile(r'@import "(?P<pattern>[^"]+)" layer\((?P<layer>\w+)\);')
_MODULE = re.compile(r'^import \* as (?P<name>\w+) from "\./(?P<file>\w+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function bind\()", re.MULTILINE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_JS_COMMENT_LINE = re.compile(r"^\s*//.*\n", re.MULTILINE)


def flatten_css(entry: Path) -> str:
    """`entry` with every `@import "glob" layer(name);` replaced by the files it names, without comments and indents."""

    def files_of(match: re.Match[str]) -> str:
        parts = sorted(entry.parent.glob(match["pattern"]))
        text = "\n".join(part.read_text(encoding="utf-8") for part in parts)
        return f"@layer {match['layer']} {{\n{text}}}"

    return _compact(_LAYER.sub(files_of, entry.read_text(encoding="utf-8")))


def flatten_js(entry: Path) -> str:
    """`entry` with every `import * as name from "./file.js";` replaced by that module, which exports `bind` alone."""

    def module(match: re.Match[str]) -> str:
        text = _EXPORT.sub("", (entry.parent / match["file"]).read_text(encoding="utf-8"))
        return f"const {match['name']} = (() => {{\n{text}return {{ bind }};\n}})();"

    return _JS_COMMENT_LINE.sub("", _MODULE.sub(module, entry.read_text(encoding="utf-8")))


def _compact(css: str) -> str:
    lines = (line.strip() for line in _CSS_COMMENT.sub("", css).splitlines())
    joined = "".join(line if line.endswith(("{", "}", ";")) else f"{line} " for line in lines if line)
    return re.sub(r"\s*([{};])\s*", r"\1", joined).replace(";}", "}") + "\n"


class FlattenedFinder(BaseFinder):
    """Finds one flattened file, written under the data folder when its parts have changed."""

    name: ClassVar[str]
    entry: ClassVar[str]
    folder: ClassVar[str]

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = settings.ROOT / "static" / self.entry
        self.storage = FileSystemStorage(location=settings.DATA_DIR / self.folder)

    def flatten(self) -> str:
        raise NotImplementedError

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    # Any: Django names the second argument `find_all` since 5.2, its types still `all`.
    def find(self, path: str, find_all: Any = False, **kwargs: Any) -> Any:
        if path != self.name:
            return []
        written = str(self._write_if_stale())
        return [written] if find_all else written

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, FileSystemStorage]]:
        self._write_if_stale()
        yield self.name, self.storage

    def _write_if_stale(self) -> Path:
        target = Path(self.storage.path(self.name))
        parts = (part for part in self.source.parent.rglob("*") if part.is_file())
        changed_at = max(part.stat().st_mtime for part in parts)
        if not target.exists() or target.stat().st_mtime < changed_at:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Written beside and moved: others may be reading, or writing the same.
            beside = target.with_suffix(f".{secrets.token_hex(8)}")
            beside.write_text(self.flatten(), encoding="utf-8")
            beside.replace(target)
        return target


class StylesheetFinder(FlattenedFinder):
    """The stylesheet."""

    name, entry, folder = STYLESHEET, "css/site.layers", "stylesheet"

    def flatten(self) -> str:
        return flatten_css(self.source)


class ScriptFinder(FlattenedFinder):
    """The script that binds the components."""

    name, entry, folder = SCRIPT, "js/site.js", "script"

    def flatten(self) -> str:
        return flatten_js(self.source)
