"""Things of other sites: embed blocks, addresses alone on a line, frames."""

import re
from urllib.parse import parse_qs, urlsplit

from bs4.element import Tag

from blog.importing.wordpress.content import links, rich_text
from blog.importing.wordpress.content.flow import Flow

# Hosts that WordPress turned into players when their address stood alone on a line, and whose oEmbed is open.
EMBEDDABLE = re.compile(
    r"(?:^|\.)(?:youtube\.com|youtu\.be|youtube-nocookie\.com|vimeo\.com|twitter\.com|x\.com|soundcloud\.com|spotify\.com"
    r"|flickr\.com|dailymotion\.com|ted\.com|wordpress\.tv|videopress\.com|slideshare\.net|speakerdeck\.com|scribd\.com"
    r"|reddit\.com|tiktok\.com|mixcloud\.com|kickstarter\.com|issuu\.com|imgur\.com|instagram\.com|facebook\.com"
    r"|tumblr\.com|bsky\.app|pinterest\.com|codepen\.io)$"
)
PATHS_ENOUGH = 2


def is_embeddable(address: str) -> bool:
    parts = urlsplit(address)
    return (
        bool(EMBEDDABLE.search(parts.hostname or ""))
        and len(parts.path) + len(parts.query) >= PATHS_ENOUGH
    )


def write_embed(
    flow: Flow, address: str, *, title: str = "", caption: str = ""
) -> None:
    safe = links.safe_address(address, flow.context)
    if not safe.startswith("http"):
        flow.context.note("unsafe link", address[:80])
        return
    page = flow.context.library.page(url=safe)
    if page is not None:
        flow.write("card", {"page": page})
        return
    if not is_embeddable(safe):
        flow.context.note("embed kept as a link", safe)
        flow.write_html(f"<p>{links.link(safe, caption or title or safe)}</p>")
        return
    flow.write("embed", {"url": safe, "title": title, "caption": caption})


def write_marked(flow: Flow, node: Tag) -> None:
    """<stoa-embed>: an embed block, whose text is its caption."""
    write_embed(
        flow, node.get("url") or "", caption=rich_text.one_line(node.get_text())
    )


def write_frame(flow: Flow, node: Tag) -> None:
    """<iframe>, <embed> and <object>."""
    parameter = node.find("param", attrs={"name": ["movie", "src"]})
    address = (
        node.get("src")
        or node.get("data-src")
        or node.get("data")
        or (parameter or {}).get("value")
        or ""
    )
    if not address:
        flow.context.note("frame without an address", f"<{node.name}>")
        return
    write_embed(
        flow,
        page_of_player(links.safe_address(address, flow.context)),
        title=(node.get("title") or "").strip(),
    )


def page_of_player(address: str) -> str:
    """The address of the page that shows what a player's own address plays."""
    parts = urlsplit(address)
    host, path = parts.hostname or "", parts.path
    match = re.match(r"/(?:embed|v|shorts)/([\w-]+)", path)
    if host.endswith(("youtube.com", "youtube-nocookie.com")) and match:
        if match[1] == "videoseries":
            return f"https://www.youtube.com/playlist?list={parse_qs(parts.query).get('list', [''])[0]}"
        return f"https://www.youtube.com/watch?v={match[1]}"
    match = re.match(r"/video/(\d+)", path)
    if host == "player.vimeo.com" and match:
        return f"https://vimeo.com/{match[1]}"
    match = re.match(r"/embed/video/(\w+)", path)
    if host.endswith("dailymotion.com") and match:
        return f"https://www.dailymotion.com/video/{match[1]}"
    match = re.match(r"/embed/(.+)", path)
    if host == "open.spotify.com" and match:
        return f"https://open.spotify.com/{match[1]}"
    if host == "w.soundcloud.com":
        return parse_qs(parts.query).get("url", [address])[0]
    return address
