"""What each known shortcode becomes."""

import html
import re
from collections.abc import Callable

from bs4.element import Tag

from blog.importing.wordpress.content import code, embeds, pictures, players
from blog.importing.wordpress.content.elements import attribute
from blog.importing.wordpress.content.flow import Flow, soup_of
from blog.importing.wordpress.content.library import Picture
from blog.importing.wordpress.content.shortcode_values import Shortcode
from blog.importing.wordpress.content.shortcodes import CODE
from blog.importing.wordpress.numbers import number_of

NUMBER = re.compile(r"\d+")


def write_shortcode(flow: Flow, node: Tag) -> None:
    number = number_of(attribute(node, "n"))
    known = flow.context.shortcodes
    if number is not None and number < len(known):
        shortcode = known[number]
        WRITERS[shortcode.name](flow, shortcode)


def _write_caption(flow: Flow, shortcode: Shortcode) -> None:
    """[caption]: the picture, then its words; old posts have them as an attribute."""
    inner = soup_of(shortcode.content or "")
    image = inner.find("img")
    if image is None:
        flow.walk(inner.children)
        return
    words = pictures.plain_text(flow, inner) or shortcode.attributes.get("caption", "")
    flow.end_paragraph()
    pictures.write_picture(
        flow,
        image,
        caption=" ".join(soup_of(words).get_text().split()) if "<" in words else words,
    )


def _write_gallery(flow: Flow, shortcode: Shortcode) -> None:
    library, post = flow.context.library, flow.context.post
    chosen = shortcode.attributes.get("ids") or shortcode.attributes.get("include")
    if chosen:
        found = [library.picture(attachment=number_of(number), url="") for number in NUMBER.findall(chosen)]
        found = [picture for picture in found if picture.image is not None or picture.url]
    else:
        other = NUMBER.search(shortcode.attributes.get("id", ""))
        found = library.gallery(post=(number_of(other[0]) or 0) if other else post)
    if not found:
        flow.context.note("gallery without pictures", chosen or "of the post itself")
    pictures.write_gallery(flow, [(picture, picture.caption) for picture in found])


def _write_media(flow: Flow, shortcode: Shortcode) -> None:
    if not shortcode.address:
        flow.context.note("shortcode without an address", f"[{shortcode.name}]")
        return
    pictures.write_file(flow, shortcode.address, kind="sound" if shortcode.name == "audio" else "film")


def _write_playlist(flow: Flow, shortcode: Shortcode) -> None:
    for number in NUMBER.findall(shortcode.attributes.get("ids", "")):
        track: Picture = flow.context.library.picture(attachment=number_of(number), url="")
        if track.url:
            pictures.write_file(flow, track.url, kind="sound")
    if not shortcode.attributes.get("ids"):
        flow.context.note("playlist without tracks", "[playlist]")


def _write_embed(flow: Flow, shortcode: Shortcode) -> None:
    address = shortcode.address
    if not address:
        identifier = next(
            (text for text in (*shortcode.loose, shortcode.attributes.get("id", "")) if text),
            "",
        )
        page = {
            "youtube": "https://www.youtube.com/watch?v=",
            "vimeo": "https://vimeo.com/",
        }.get(shortcode.name, "")
        address = page + identifier if page and re.fullmatch(r"[\w-]+", identifier) else ""
    if not address:
        flow.context.note("shortcode without an address", f"[{shortcode.name}]")
        return
    embeds.write_embed(flow, players.page_of_player(address.replace("&amp;", "&")))


def _write_code(flow: Flow, shortcode: Shortcode) -> None:
    named = shortcode.attributes.get("language") or shortcode.attributes.get("lang")
    generic = {"code", "sourcecode", "source"}
    code.write_block(
        flow,
        html.unescape(shortcode.content or ""),
        language=(named or ("" if shortcode.name in generic else shortcode.name)).lower(),
    )


WRITERS: dict[str, Callable[[Flow, Shortcode], None]] = {
    "caption": _write_caption,
    "wp_caption": _write_caption,
    "gallery": _write_gallery,
    "playlist": _write_playlist,
    **dict.fromkeys(("audio", "video"), _write_media),
    **dict.fromkeys(("embed", "youtube", "vimeo", "googlevideo", "dailymotion"), _write_embed),
    **dict.fromkeys(CODE, _write_code),
}
