"""The lines that begin with `:::` in an article, and the body blocks they stand for."""

import re
from collections.abc import Callable
from typing import Any

from stoa.demo import prose
from stoa.demo.names import FileName, PageName

BUTTON = re.compile(r"^(?P<style>primary|secondary) (?P<label>.+) -> (?P<target>\S+)$")
CALLOUT_KINDS = ("note", "tip", "warning", "important")


def _card(rest: str) -> dict[str, Any]:
    """`:::card slug`"""
    return {"page": PageName(f"post:{rest.strip()}")}


def _button(rest: str) -> dict[str, Any]:
    """`:::button primary Label -> page:contact` (or an address)"""
    found = BUTTON.match(rest)
    if not found:
        raise ValueError(f"not a button: {rest}")
    is_page = found["target"].startswith(("page:", "post:"))
    return {
        "label": found["label"],
        "page": PageName(found["target"]) if is_page else None,
        "url": "" if is_page else found["target"],
        "style": found["style"],
    }


def _file(rest: str) -> dict[str, Any]:
    """`:::file name.txt Title | description`"""
    name, _, words = rest.partition(" ")
    title, _, description = words.partition(" | ")
    return {"document": FileName(name, title), "title": title, "description": description}


def _embed(rest: str) -> dict[str, Any]:
    """`:::embed https://… Title | caption`"""
    url, _, words = rest.partition(" ")
    title, _, caption = words.partition(" | ")
    return {"url": url, "title": title, "caption": caption}


def _gallery(rest: str, lines: list[str]) -> dict[str, Any]:
    """`:::gallery Caption`, then a picture a line"""
    pictures = [prose.picture_in(line) for line in lines if line]
    keep = ("image", "alt", "caption")
    return {"images": [{key: picture[key] for key in keep} for picture in pictures], "caption": rest.strip()}


def _callout(rest: str, lines: list[str]) -> dict[str, Any]:
    """`:::callout kind Title`, then text"""
    kind, _, title = rest.partition(" ")
    if kind not in CALLOUT_KINDS:
        raise ValueError(f"unknown kind of call-out: {kind}")
    return {"kind": kind, "title": title, "text": prose.html_of("\n".join(lines))}


def _faq(rest: str, lines: list[str]) -> dict[str, Any]:
    """`:::faq Title`, then `### Question` and its answer, as often as needed"""
    items: list[dict[str, str]] = []
    for part in "\n".join(lines).split("### ")[1:]:
        question, _, answer = part.partition("\n")
        items.append({"question": question.strip(), "answer": prose.html_of(answer)})
    return {"title": rest.strip(), "items": items}


def _as_typed(rest: str, lines: list[str]) -> str:
    return "\n".join(lines).strip()


ONE_LINE: dict[str, Callable[[str], dict[str, Any]]] = {
    "button": _button,
    "card": _card,
    "embed": _embed,
    "file": _file,
}
ENCLOSING: dict[str, tuple[str, Callable[[str, list[str]], Any]]] = {
    "callout": ("callout", _callout),
    "faq": ("faq", _faq),
    "gallery": ("gallery", _gallery),
    "html": ("raw_html", _as_typed),
    "markdown": ("markdown", _as_typed),
}
