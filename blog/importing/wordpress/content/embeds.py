"""Things of other sites: embed blocks and frames."""

from bs4.element import Tag

from blog.importing.wordpress.content import links, players, rich_text
from blog.importing.wordpress.content.elements import attribute
from blog.importing.wordpress.content.flow import Flow


def write_embed(flow: Flow, address: str, *, title: str = "", caption: str = "") -> None:
    safe = links.safe_address(address, flow.context)
    if not safe.startswith("http"):
        flow.context.note("unsafe link", address[:80])
        return
    block = players.block_for(safe, flow.context, title=title, caption=caption)
    if block is not None:
        flow.write(*block)
        return
    flow.context.note("embed kept as a link", safe)
    flow.write_html(f"<p>{links.link(safe, caption or title or safe)}</p>")


def write_marked(flow: Flow, node: Tag) -> None:
    """<stoa-embed>: an embed block, whose text is its caption."""
    write_embed(flow, attribute(node, "url"), caption=rich_text.one_line(node.get_text()))


def write_frame(flow: Flow, node: Tag) -> None:
    """<iframe>, <embed> and <object>."""
    parameter = node.find("param", attrs={"name": ["movie", "src"]})
    address = attribute(node, "src", "data-src", "data") or (
        attribute(parameter, "value") if parameter is not None else ""
    )
    if not address:
        flow.context.note("frame without an address", f"<{node.name}>")
        return
    write_embed(
        flow,
        players.page_of_player(links.safe_address(address, flow.context)),
        title=attribute(node, "title").strip(),
    )
