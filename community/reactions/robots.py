"""Who is no reader: robots, programs, and browsers that fetch ahead."""

import re

from django.http import HttpRequest

_PROGRAMS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|scrap|curl|wget|python|java/|okhttp|go-http|libwww|headless|lighthouse"
    r"|facebookexternalhit|monitor|uptime|archive|validator|feed",
    re.IGNORECASE,
)


def is_robot(request: HttpRequest) -> bool:
    """By what it says of itself (an empty name too), or because it only fetches ahead (`Sec-Purpose: prefetch`)."""
    name = request.headers.get("User-Agent", "")
    purpose = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    return not name or bool(_PROGRAMS.search(name)) or "prefetch" in purpose
