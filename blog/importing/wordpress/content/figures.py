"""<figure> and its relatives: what it is depends on what is in it."""

from bs4.element import Tag

from blog.importing.wordpress.content import pictures, quotes
from blog.importing.wordpress.content.elements import attribute
from blog.importing.wordpress.content.flow import Flow


def write_figure(flow: Flow, node: Tag) -> None:
    images = [image for image in node.find_all("img") if "emoji" not in attribute(image, "class")]
    if "gallery" in attribute(node, "class") or len(images) > 1:
        write_gallery(flow, node)
    elif node.find("table"):
        flow.walk(node.find_all("table", limit=1))
    elif images:
        flow.end_paragraph()
        pictures.write_picture(flow, images[0], caption=pictures.caption_of(flow, node))
    elif quote := node.find("blockquote"):
        quotes.write_quote(flow, quote)
    else:
        _write_other(flow, node)


def write_gallery(flow: Flow, node: Tag) -> None:
    """Both ways in which WordPress nests a gallery: a list of figures, and figures in a figure."""
    found = []
    for image in node.find_all("img"):
        picture = pictures.picture_of(flow, image)
        if picture is None:
            continue
        holder = image.find_parent(["li", "figure", "dl"])
        caption = ""
        if holder is not None and holder is not node and node in holder.parents:
            caption = pictures.caption_of(flow, holder)
        alt = attribute(image, "alt") or picture.alt
        found.append((type(picture)(picture.image, picture.url, alt), caption))
    own = node.find("figcaption", recursive=False)
    pictures.write_gallery(flow, found, caption=pictures.plain_text(flow, own) if own is not None else "")


def _write_other(flow: Flow, node: Tag) -> None:
    """A film, a frame, code …, with its caption as a paragraph unless the block has taken it."""
    is_media = node.find(["audio", "video", "stoa-embed"]) is not None
    parts = [
        child for child in node.children if not (is_media and isinstance(child, Tag) and child.name == "figcaption")
    ]
    flow.walk(parts)
    flow.end_paragraph()
