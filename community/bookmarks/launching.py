"""The bookmarklet: a launcher of one line that a browser keeps, and the overlay that it loads from us.

The launcher names the version of what it expects. Every version that was ever handed out stays in `launchers/` and goes
on working; a new one is a new file. Where a page forbids foreign scripts, the launcher opens our form instead, with the
address and title of the page.
"""

import json
from functools import cache
from pathlib import Path
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from stoa.core import sites

VERSION = 1
#: Pictures smaller than this, in pixels of either side, are decoration.
SMALLEST = 250
_FOLDER = Path(__file__).parent / "launchers"


def launcher() -> str:
    """What the browser keeps: an address that begins with "javascript:"."""
    source = _launcher_source() % {"overlay": _overlay_url(), "form": _form_url()}
    return "javascript:" + quote(source, safe="(){}=>;,.'!?:/+|&")


def overlay(version: int) -> str | None:
    """The script of a version, with our addresses and words; None for a version that never was."""
    if version not in _versions():
        return None
    words = {
        "title": _("Choose a picture"),
        "close": _("Close"),
        "none": _("There is no picture of at least 250 × 250 pixels here."),
        "link": _("Save the page as a link"),
        "save": _("Save"),
    }
    facts = {"form": _form_url(), "smallest": SMALLEST, "words": words}
    # A function that is called at once stands in brackets, or it is no script at all.
    return f"({_source(f'overlay_{version}.js').strip()}\n)({json.dumps(facts, ensure_ascii=True)});\n"


@cache
def _versions() -> set[int]:
    return {int(file.stem.partition("_")[2]) for file in _FOLDER.glob("overlay_*.js")}


@cache
def _source(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _launcher_source() -> str:
    """Without the comment and line breaks that are for us."""
    lines = _source("launcher.js").splitlines()
    return "".join(line.strip() for line in lines if not line.startswith("//"))


def _overlay_url() -> str:
    return sites.absolute(reverse("bookmarks:overlay", args=[VERSION]))


def _form_url() -> str:
    return sites.absolute(reverse("bookmarks:add"))
