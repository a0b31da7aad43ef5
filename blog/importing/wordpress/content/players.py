"""Addresses that play: which ones are embeds, and which page shows what a player's own address plays."""

import re
from urllib.parse import parse_qs, urlsplit

from blog.importing.wordpress.content.context import BodyBlock, Context

# Hosts that WordPress turned into players when their address stood alone on a line, and whose oEmbed is open.
EMBEDDABLE = re.compile(
    r"(?:^|\.)(?:youtube\.com|youtu\.be|youtube-nocookie\.com|vimeo\.com|twitter\.com|x\.com|soundcloud\.com|spotify\.com"
    r"|flickr\.com|dailymotion\.com|ted\.com|wordpress\.tv|videopress\.com|slideshare\.net|speakerdeck\.com|scribd\.com"
    r"|reddit\.com|tiktok\.com|mixcloud\.com|kickstarter\.com|issuu\.com|imgur\.com|instagram\.com|facebook\.com"
    r"|tumblr\.com|bsky\.app|pinterest\.com|codepen\.io)$"
)
PATHS_ENOUGH = 2


def is_embeddable(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(EMBEDDABLE.search(parts.hostname or "")) and len(parts.path) + len(parts.query) >= PATHS_ENOUGH


def block_for(address: str, context: Context, *, title: str = "", caption: str = "") -> BodyBlock | None:
    """The block for a whole address: a card for a post that came over, a player, or None."""
    if not re.match(r"https?://\S+$", address):
        return None
    page = context.library.page(url=address)
    if page is not None:
        return "card", {"page": page}
    if is_embeddable(address):
        return "embed", {"url": address, "title": title, "caption": caption}
    return None


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
