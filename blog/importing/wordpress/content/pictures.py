"""Pictures, galleries, files, sound and films."""

import html
import re
from urllib.parse import unquote, urlsplit

from bs4.element import Tag

from blog.importing.wordpress.content import embeds, links, players, rich_text
from blog.importing.wordpress.content.elements import attribute, classes
from blog.importing.wordpress.content.flow import Flow
from blog.importing.wordpress.content.library import Picture
from blog.importing.wordpress.numbers import number_of

ATTACHMENT_CLASS = re.compile(r"wp-image-(\d+)")
BACKGROUND = re.compile(r"""background-image\s*:\s*url\(\s*['"]?(.*?)['"]?\s*\)""")
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp)$", re.I)
WIDTHS = {"alignwide": "wide", "alignfull": "full"}
# What cameras and uploads call a picture says nothing about it.
FILE_NAME = re.compile(r"^(?:[\w-]*\d[\w-]*|image|untitled)$|\.(?:jpe?g|png|gif|webp)$", re.I)


def write_image(flow: Flow, node: Tag) -> None:
    """<img> wherever it stands. Smileys are text; a pixel that counts readers is left out."""
    if _is_smiley(node):
        flow.text(attribute(node, "alt"))
    elif node.get("width") in ("0", "1") and node.get("height") in ("0", "1"):
        flow.context.note("tracking pixel left out", attribute(node, "src"))
    else:
        write_picture(flow, node, caption="")


def write_picture(flow: Flow, node: Tag, *, caption: str) -> None:
    picture = picture_of(flow, node)
    if picture is None:
        return
    write_known(flow, picture, alt=attribute(node, "alt"), caption=caption, width=_width(node))
    _write_target(flow, node)


def write_known(
    flow: Flow,
    picture: Picture,
    *,
    alt: str = "",
    caption: str = "",
    width: str = "text",
) -> None:
    """An image block, or a link to the picture while its file is not here."""
    if picture.image is None:
        flow.write_html(f"<p>{_missing(flow, picture, alt=alt, caption=caption)}</p>")
        return
    alt = alt or picture.alt
    value = {
        "image": picture.image,
        "alt": alt,
        "caption": caption,
        "decorative": not alt,
        "width": width,
    }
    flow.write("image", value)


def write_gallery(flow: Flow, pictures: list[tuple[Picture, str]], *, caption: str = "") -> None:
    """Pictures with their captions: those that are here as a gallery, the others as a list of links below it."""
    here = [(picture, text) for picture, text in pictures if picture.image is not None]
    missing = [(picture, text) for picture, text in pictures if picture.image is None]
    if here:
        images = [{"image": picture.image, "alt": picture.alt, "caption": text} for picture, text in here]
        flow.write("gallery", {"images": images, "caption": caption})
    if missing:
        rows = "".join(f"<li>{_missing(flow, picture, caption=text)}</li>" for picture, text in missing)
        flow.write_html(f"<ul>{rows}</ul>" + (f"<p>{html.escape(caption)}</p>" if caption and not here else ""))


def picture_of(flow: Flow, node: Tag) -> Picture | None:
    """The picture that an <img> shows, with the words the author gave it here."""
    source = attribute(node, "src", "data-src")
    address = links.safe_address(source, flow.context) if source else ""
    match = ATTACHMENT_CLASS.search(attribute(node, "class"))
    number = number_of(match[1] if match else attribute(node, "data-id"))
    if not address and number is None:
        flow.context.note("picture without a usable address", source[:80])
        return None
    return flow.context.library.picture(attachment=number, url=address)


def write_media(flow: Flow, node: Tag) -> None:
    """<audio> and <video>."""
    caption = caption_of(flow, node.parent) if node.parent is not None and node.parent.name == "figure" else ""
    sources = [attribute(element, "src") for element in (node, *node.find_all("source"))]
    address = next((source for source in sources if source), "")
    if not address:
        flow.context.note("sound or film without an address", f"<{node.name}>")
        return
    write_file(flow, address, title=caption, kind="sound" if node.name == "audio" else "film")


def write_file(flow: Flow, address: str, *, title: str = "", kind: str = "file") -> None:
    """A file block, an embed if the address is a player's, else a link."""
    safe = links.safe_address(address, flow.context)
    if not safe:
        flow.context.note("unsafe link", address[:80])
        return
    document = flow.context.library.document(url=safe)
    if document is not None:
        flow.write(
            "file",
            {
                "document": document,
                "title": title or file_name(safe),
                "description": "",
            },
        )
    elif players.is_embeddable(safe):
        embeds.write_embed(flow, safe, caption=title)
    else:
        flow.context.note(f"{kind} kept as a link", safe)
        flow.write_html(f"<p>{links.link(safe, title or file_name(safe))}</p>")


def write_background(flow: Flow, node: Tag) -> None:
    """The picture behind a cover block of older posts, which only its style names."""
    match = BACKGROUND.search(attribute(node, "style"))
    if match:
        number = ATTACHMENT_CLASS.search(attribute(node, "class"))
        address = links.safe_address(html.unescape(match[1]), flow.context)
        picture = flow.context.library.picture(attachment=number_of(number[1]) if number else None, url=address)
        write_known(flow, picture, width=_width(node))


def caption_of(flow: Flow, figure: Tag) -> str:
    """Text of a figure's own caption, its links written out."""
    node = figure.find(["figcaption", "dd"], recursive=False) or figure.find("figcaption")
    return plain_text(flow, node) if node is not None else ""


def plain_text(flow: Flow, node: Tag) -> str:
    """Text of one line; a link in it would be lost, so it is reported."""
    for anchor in node.find_all("a", href=True):
        if not anchor.get_text(strip=True):
            continue
        flow.context.note("link in a caption", f"{anchor.get_text(strip=True)}: {anchor['href']}")
    return rich_text.one_line(node.get_text())


def file_name(address: str) -> str:
    return unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2]) or address


def _missing(flow: Flow, picture: Picture, *, alt: str = "", caption: str = "") -> str:
    name = file_name(picture.url)
    flow.context.note("picture kept as a link", picture.url)
    words = alt or picture.alt
    label = words if words and not FILE_NAME.match(words) else caption or name
    rest = f"<br/>{html.escape(caption)}" if caption and caption != label else ""
    return links.link(picture.url, label) + rest if picture.url else html.escape(label) + rest


def _write_target(flow: Flow, node: Tag) -> None:
    """A picture that led somewhere else than to its own file keeps the link below it."""
    anchor = node.find_parent("a", href=True)
    if anchor is None or len(anchor.find_all("img")) > 1 or anchor.get_text(strip=True):
        return
    address = links.safe_address(attribute(anchor, "href"), flow.context)
    own = {urlsplit(links.safe_address(attribute(node, "src"), flow.context)).path}
    if not address or PICTURE_FILE.search(urlsplit(address).path) or urlsplit(address).path in own:
        return
    page = flow.context.library.page(url=address)
    opening = f'<a linktype="page" id="{page}">' if page else f'<a href="{html.escape(address)}">'
    flow.write_html(f"<p>{opening}{html.escape(attribute(node, 'alt') or address, quote=False)}</a></p>")


def _is_smiley(node: Tag) -> bool:
    names = classes(node)
    return "wp-smiley" in names or "emoji" in names


def _width(node: Tag) -> str:
    for element in [node, *list(node.parents)[:3]]:
        for name in classes(element):
            if name in WIDTHS:
                return WIDTHS[name]
    return "text"
