"""Video addresses turned into players without asking anyone: no oEmbed request is ever made.

Sources: the public embed address schemes of YouTube (privacy-enhanced mode) and Vimeo.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.finders.base import EmbedFinder


@dataclass(frozen=True)
class Player:
    """Where a video plays: provider's name and the address for an iframe."""

    provider: str
    url: str


_PLAYERS = (
    (
        "YouTube",
        re.compile(
            r"https?://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/|live/)|youtu\.be/)([\w-]{11})"
        ),
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    (
        "Vimeo",
        re.compile(r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d+)"),
        "https://player.vimeo.com/video/{}?dnt=1",
    ),
)
FRAME_SOURCES = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")


def find_player(url: str) -> Player | None:
    """The player for a video address, or None: then the embed is shown as a link."""
    for provider, pattern, template in _PLAYERS:
        if match := pattern.match(url):
            return Player(provider, template.format(match[1]))
    return None


class OfflineFinder(EmbedFinder):
    """Wagtail's embed finder over `find_player`."""

    def accept(self, url: str) -> bool:
        return find_player(url) is not None

    def find_embed(self, url: str, max_width: int | None = None, max_height: int | None = None) -> dict[str, Any]:
        player = find_player(url)
        if player is None:
            raise EmbedNotFoundException
        return {
            "title": player.provider,
            "author_name": "",
            "provider_name": player.provider,
            "type": "video",
            "thumbnail_url": "",
            "width": 16,
            "height": 9,
            "html": format_html('<a href="{}">{}</a>', url, player.provider),
        }
