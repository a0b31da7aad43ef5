"""Fields of our blocks have lengths. What is longer moves into a paragraph of its own; no word is cut."""

import html
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from blog.importing.wordpress.content.context import BodyBlock, Context
from blog.importing.wordpress.content.links import link
from blog.importing.wordpress.content.rich_text import clean, shortened

CAPTION, ALT, ATTRIBUTION, BUTTON, HEADING, QUESTION, TITLE = 300, 300, 120, 60, 255, 255, 200
GALLERY = 60
is_valid_address = URLValidator(schemes=["http", "https"])

Fit = Callable[[dict[str, Any], Context], list[BodyBlock]]


def fitted(block: BodyBlock, context: Context) -> list[BodyBlock]:
    kind, value = block
    return FITS[kind](value, context) if kind in FITS else [block]


def _paragraph(text: str, tag: str = "p") -> BodyBlock:
    return "rich_text", f"<{tag}>{html.escape(text, quote=False)}</{tag}>"


def _with_caption(kind: str, value: dict[str, Any]) -> list[BodyBlock]:
    if len(value["caption"]) <= CAPTION:
        return [(kind, value)]
    return [(kind, value | {"caption": ""}), _paragraph(value["caption"])]


def _alt(text: str, context: Context) -> str:
    if len(text) > ALT:
        context.note("alternative text shortened", text)
    return shortened(text, ALT)


def _image(value: dict[str, Any], context: Context) -> list[BodyBlock]:
    return _with_caption("image", value | {"alt": _alt(value["alt"], context)})


def _gallery(value: dict[str, Any], context: Context) -> list[BodyBlock]:
    images = [
        row | {"alt": _alt(row["alt"], context), "caption": row["caption"] if len(row["caption"]) <= CAPTION else ""}
        for row in value["images"]
    ]
    long_captions = [_paragraph(row["caption"]) for row in value["images"] if len(row["caption"]) > CAPTION]
    parts = [images[start : start + GALLERY] for start in range(0, len(images), GALLERY)]
    blocks: list[BodyBlock] = [("gallery", {"images": part, "caption": ""}) for part in parts[:-1]]
    return blocks + _with_caption("gallery", {"images": parts[-1], "caption": value["caption"]}) + long_captions


def _quote(value: dict[str, Any], context: Context) -> list[BodyBlock]:
    if value["url"] and not _is_address(value["url"]):
        context.note("unusual address left out", value["url"])
        value = value | {"url": ""}
    if len(value["attribution"]) <= ATTRIBUTION:
        return [("quote", value)]
    return [("quote", value | {"attribution": ""}), _paragraph(f"— {value['attribution']}")]


def _heading(value: dict[str, Any], context: Context) -> list[BodyBlock]:
    return [("heading", value)] if len(value["text"]) <= HEADING else [_paragraph(value["text"], value["level"])]


def _button(value: dict[str, Any], context: Context) -> list[BodyBlock]:
    has_target = value["page"] is not None or _is_address(value["url"])
    if has_target and len(value["label"]) <= BUTTON:
        return [("button", value)]
    label = html.escape(value["label"], quote=False)
    page_link = f'<a linktype="page" id="{value["page"]}">{label}</a>'
    return [("rich_text", clean(f"<p>{page_link if value['page'] else link(value['url'], value['label'])}</p>"))]


def _embed(value: dict[str, Any], context: Context) -> list[BodyBlock]:
    if not _is_address(value["url"]):
        return [("rich_text", f"<p>{link(value['url'], value['caption'] or value['title'] or value['url'])}</p>")]
    return _with_caption("embed", value | {"title": shortened(value["title"], TITLE)})


def _file(value: dict[str, Any], context: Context) -> list[BodyBlock]:
    blocks: list[BodyBlock] = [("file", value | {"title": shortened(value["title"], TITLE)})]
    return blocks if len(value["title"]) <= TITLE else [*blocks, _paragraph(value["title"])]


def _faq(value: dict[str, Any], context: Context) -> list[BodyBlock]:
    if all(len(row["question"]) <= QUESTION for row in value["items"]):
        return [("faq", value)]
    pairs = [[_paragraph(row["question"]), ("rich_text", row["answer"])] for row in value["items"]]
    return [block for pair in pairs for block in pair]


def _is_address(url: str) -> bool:
    try:
        is_valid_address(url)
    except ValidationError:
        return False
    return True


FITS: dict[str, Fit] = {
    "image": _image,
    "gallery": _gallery,
    "quote": _quote,
    "heading": _heading,
    "button": _button,
    "embed": _embed,
    "file": _file,
    "faq": _faq,
}
