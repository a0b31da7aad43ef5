"""The table of block-level elements: which function writes which."""

import html

from bs4.element import Tag

from blog.importing.wordpress.content import (
    code,
    embeds,
    figures,
    links,
    lists,
    pictures,
    quotes,
    rich_text,
    tables,
)
from blog.importing.wordpress.content.elements import attribute, classes
from blog.importing.wordpress.content.flow import Flow, Writer
from blog.importing.wordpress.content.shortcode_blocks import write_shortcode

LEVELS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}


def write_paragraph(flow: Flow, node: Tag) -> None:
    flow.end_paragraph()
    flow.walk(node.children)
    flow.end_paragraph()


def write_heading(flow: Flow, node: Tag) -> None:
    level = LEVELS[node.name]
    if level != node.name:
        flow.context.note(
            "heading level",
            f"{node.name} became {level}: {rich_text.one_line(node.get_text())[:60]}",
        )
    for kind, value in flow.inner(node.children):
        if kind != "rich_text":
            flow.write(kind, value)
        elif rich_text.has_markup(value):
            inner = value.removeprefix("<p>").removesuffix("</p>").replace("</p><p>", " ")
            flow.write_html(f"<{level}>{inner}</{level}>")
        else:
            flow.write(
                "heading",
                {"text": rich_text.one_line(rich_text.plain(value)), "level": level},
            )


def write_rule(flow: Flow, node: Tag) -> None:
    flow.write_html("<hr/>")


def write_container(flow: Flow, node: Tag) -> None:
    """Boxes that only arrange what is in them, and those of WordPress that are something themselves."""
    names = classes(node)
    flow.end_paragraph()
    if "wp-block-file" in names:
        _write_file_block(flow, node)
    elif "gallery" in names and node.find("img"):
        figures.write_gallery(flow, node)
    elif "wp-block-button" in names and (button := node.find(["a", "button"])) is not None:
        _write_button(flow, button, is_secondary="is-style-outline" in names)
    else:
        pictures.write_background(flow, node)
        flow.walk(node.children)
    flow.end_paragraph()


def write_details(flow: Flow, node: Tag) -> None:
    """A fold-out: question and answer where the answer is text."""
    summary = node.find("summary", recursive=False)
    question = rich_text.one_line(summary.get_text()) if summary is not None else ""
    blocks = flow.inner(child for child in node.children if child is not summary)
    answer = "".join(value for kind, value in blocks if kind == "rich_text")
    if question and len(blocks) == 1 and answer:
        flow.write("faq", {"title": "", "items": [{"question": question, "answer": answer}]})
        return
    flow.write_html(f"<p><b>{html.escape(question, quote=False)}</b></p>")
    for kind, value in blocks:
        flow.write(kind, value)


def drop(flow: Flow, node: Tag) -> None:
    """Programs, style sheets and forms cannot come over."""
    flow.context.note("element left out", f"<{node.name}>")


def drop_quietly(flow: Flow, node: Tag) -> None:
    """Parts that their parents have read already."""


def _write_file_block(flow: Flow, node: Tag) -> None:
    anchor = node.find("a", href=True)
    if anchor is None:
        flow.context.note("file without an address", rich_text.one_line(node.get_text()))
        return
    pictures.write_file(flow, attribute(anchor, "href"), title=rich_text.one_line(anchor.get_text()))


def _write_button(flow: Flow, anchor: Tag, *, is_secondary: bool) -> None:
    label = rich_text.one_line(anchor.get_text(" ")) or attribute(anchor, "href")
    address = links.safe_address(attribute(anchor, "href"), flow.context) if anchor.get("href") else ""
    if not address:
        flow.context.note("link without an address", f"button {label}")
        flow.write_html(f"<p>{html.escape(label, quote=False)}</p>")
        return
    page = flow.context.library.page(url=address)
    style = "secondary" if is_secondary else "primary"
    flow.write(
        "button",
        {"label": label, "page": page, "url": "" if page else address, "style": style},
    )


CONTAINERS = (
    *("address", "article", "aside", "body", "center", "dir", "div", "fieldset", "footer", "form", "header", "hgroup"),
    *("html", "legend", "main", "nav", "noscript", "picture", "search", "section"),
)
PROGRAMS = (
    *("applet", "base", "button", "canvas", "head", "input", "link", "map", "marquee", "meta", "param", "script"),
    *("select", "style", "svg", "template", "textarea", "title"),
)

WRITERS: dict[str, Writer] = {
    **dict.fromkeys(CONTAINERS, write_container),
    **dict.fromkeys(PROGRAMS, drop),
    **dict.fromkeys(LEVELS, write_heading),
    **dict.fromkeys(("ul", "ol", "menu"), lists.write_list),
    **dict.fromkeys(("iframe", "embed", "object"), embeds.write_frame),
    **dict.fromkeys(("audio", "video"), pictures.write_media),
    **dict.fromkeys(("source", "track", "colgroup", "col"), drop_quietly),
    "dl": lists.write_definitions,
    "blockquote": quotes.write_quote,
    "code": code.write_code,
    "details": write_details,
    "figcaption": write_paragraph,
    "figure": figures.write_figure,
    "hr": write_rule,
    "img": pictures.write_image,
    "p": write_paragraph,
    "pre": code.write_preformatted,
    "stoa-embed": embeds.write_marked,
    "stoa-shortcode": write_shortcode,
    "table": tables.write_table,
}
