"""Rules for templates that no linter knows (docs/architecture.md, the style and speed rules in CONTRIBUTING.md).

A justified exception carries `{# allowed: <rule> -- reason #}` on its line.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from scripts.console import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = ("templates", "*/templates", "*/*/templates", "site/stoa/*/templates")
TAG_FOLDERS = ("*/templatetags", "*/*/templatetags", "site/stoa/*/templatetags")
# Higher may use lower, never the other way or sideways.
HEIGHTS = {
    "shared": 0,
    "core": 0,
    "accounts": 1,
    "chat": 2,
    "community": 3,
    "shop": 4,
    "blog": 5,
    "courses": 5,
    "home": 6,
    "search": 6,
    "demo": 7,
}
NOT_PUBLIC = re.compile(r"/(wagtailadmin|wagtail_localize|admin|emails|panels|reports|email|styleguide)/")

EVERYWHERE = {
    "safe": (re.compile(r"\|\s*safe\b|\bautoescape off\b"), "mark text as safe in core, where it is cleaned"),
    "external": (
        re.compile(
            r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*\b(?:src|href|srcset)=[\"']?(?:https?:)?//", re.I
        ),
        "nothing is fetched from elsewhere",
    ),
    "only": (
        re.compile(r"\{%\s*include\s+[\"'](?:\w+/)?components/(?![^%]*\bonly\s*%\})"),
        "a component is given its inputs and sees nothing else",
    ),
}
PUBLIC = {
    "inline-script": (
        re.compile(r"<script(?![^>]*\b(?:src=|type=[\"']?application/(?:ld\+)?json))", re.I),
        "scripts are modules in static/js/",
    ),
    "inline-style": (re.compile(r"<style\b|\sstyle\s*=", re.I), "styles are in static/css/"),
    "inline-handler": (re.compile(r"<[^>]*\son[a-z]+\s*=", re.I), "behaviour is bound by data- attributes"),
    "query": (
        re.compile(r"\{[%{][^%}]*(?:\bpageurl\b|\bfullpageurl\b|get_parent\b|get_ancestors\b|\.tags\.all\b)"),
        "queries in templates make pages slow: hand over ready strings",
    ),
}
USES = re.compile(r"\{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")
LOADS = re.compile(r"\{%\s*load\s+([^%]+?)\s*%\}")
ALLOWED = re.compile(r"\{#\s*allowed:\s*([a-z-]+)\s+--\s+\S.*?#\}")


def template_files() -> list[Path]:
    """Return every HTML template of ours."""
    return sorted({file for folder in FOLDERS for file in ROOT.glob(f"{folder}/**/*.html")})


def _room(file: Path) -> str:
    parts = file.relative_to(ROOT).parts
    if parts[0] == "templates":
        return "shared"
    return parts[2] if parts[:2] == ("site", "stoa") else parts[0]


def _may_use(room: str, other: str) -> bool:
    return room == other or HEIGHTS[other] < HEIGHTS[room] or HEIGHTS[room] == HEIGHTS[other] == 0


def _broken_rules(line: str, *, is_public: bool) -> Iterator[tuple[str, str]]:
    for name, (pattern, advice) in (EVERYWHERE | (PUBLIC if is_public else {})).items():
        if pattern.search(line):
            yield name, advice


def _broken_arrows(line: str, room: str, homes: dict[str, str]) -> Iterator[tuple[str, str]]:
    used = USES.findall(line) + [
        f"{{%{name}" for names in LOADS.findall(line) for name in names.split(" from ")[-1].split()
    ]
    for name in used:
        other = homes.get(name)
        if other and not _may_use(room, other):
            yield "arrow", f"{room} may not use {name.removeprefix('{%')} of {other}"


def _homes() -> dict[str, str]:
    """Map each template name and each tag library (as `{%name`) to the room it lives in."""
    homes: dict[str, str] = {}
    for folder in FOLDERS:
        for root in ROOT.glob(folder):
            homes |= {str(file.relative_to(root)): _room(file) for file in root.rglob("*.html")}
    for folder in TAG_FOLDERS:
        homes |= {f"{{%{file.stem}": _room(file) for file in ROOT.glob(f"{folder}/*.py")}
    return homes


def findings() -> Iterator[str]:
    homes = _homes()
    for file in template_files():
        is_public = not NOT_PUBLIC.search(str(file))
        room = _room(file)
        for number, line in enumerate(file.read_text().splitlines(), start=1):
            allowed = ALLOWED.findall(line)
            broken = [*_broken_rules(line, is_public=is_public), *_broken_arrows(line, room, homes)]
            for name, advice in broken:
                if name not in allowed:
                    yield f"{file.relative_to(ROOT)}:{number}: {name}: {advice}"


if __name__ == "__main__":
    found = list(findings())
    print("\n".join(found))
    sys.exit(1 if found else 0)
