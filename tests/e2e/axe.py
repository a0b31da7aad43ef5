"""What axe finds on a page, in both schemes."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_VIOLATIONS_ONLY = {"resultTypes": ["violations"]}
# Target size is newer than the rules axe takes by itself: WCAG 2.2, 2.5.8.
_ALL_RULES = _VIOLATIONS_ONLY | {"rules": {"target-size": {"enabled": True}}}
# The schemes differ in colours alone.
_COLOURS = _VIOLATIONS_ONLY | {"runOnly": ["color-contrast", "link-in-text-block"]}


def complaints(page: Page) -> list[tuple[str, str, str, list[str]]]:
    """(address, scheme, rule, elements) of each violation, as the page stands now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return _in_scheme(page, "light", _ALL_RULES) + _in_scheme(page, "dark", _COLOURS)


def _in_scheme(page: Page, scheme: str, options: dict[str, Any]) -> list[tuple[str, str, str, list[str]]]:
    page.emulate_media(color_scheme=scheme)
    found = page.evaluate("async options => (await axe.run(document, options)).violations", options)
    return [(page.url, scheme, one["id"], [node["html"] for node in one["nodes"]]) for one in found]
