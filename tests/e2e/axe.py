"""What axe finds on a page, in both schemes."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Newer than the rules axe takes by itself: WCAG 2.2, 2.5.8.
_RULES = {"rules": {"target-size": {"enabled": True}}}


def complaints(page: Page) -> list[tuple[str, str, str, list[str]]]:
    """(address, scheme, rule, elements) of each violation, as the page stands now."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for one in Axe().run(page, options=_RULES).response["violations"]:
            found.append((page.url, scheme, one["id"], [node["html"] for node in one["nodes"]]))
    return found
