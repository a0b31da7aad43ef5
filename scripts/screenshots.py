"""`make screenshots`: pictures of the site with its demo, for the README, in docs/img/.

    scripts/screenshots.py [--to FOLDER] [--all]

Starts a site of its own from the demo. With --all every kind of page in three widths and both schemes, to look at.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
Scheme = Literal["light", "dark"]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from scripts import system_packages  # noqa: E402 -- the path is set above
from tests.e2e.conftest import SWITCHES, WIDTHS  # noqa: E402 -- the path is set above
from tests.e2e.running import running_site  # noqa: E402

# File name: page, width, scheme.
README: dict[str, tuple[str, int, Scheme]] = {
    "home": ("home", 1440, "light"),
    "post": ("post", 1440, "light"),
    "blog-dark": ("blog", 1440, "dark"),
    "home-phone": ("home", 390, "light"),
}
ADDRESSES = {
    "home": "/en/",
    "blog": "/en/blog/",
    "post": "",
    "about": "/en/about/",
    "contact": "/en/contact/",
    "missing": "/en/no-such-page/",
    "login": "/en/account/login/",
    "styleguide": "/styleguide/",
    "bulgarian": "/bg/blog/",
}
HEIGHTS = {1440: 1000, 820: 1100, 390: 844}


def main() -> None:
    options = _options()
    options.to.mkdir(parents=True, exist_ok=True)
    with running_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_packages.browser(), args=SWITCHES)
        for file_name, (name, width, scheme) in _wanted(everything=options.all):
            page = _open(browser, site.url, width, scheme)
            page.goto(ADDRESSES[name] or _newest_post(page))
            page.wait_for_load_state("networkidle")
            file = options.to / f"{file_name}.png"
            page.screenshot(path=file, full_page=options.all)
            page.context.close()
            print(file)
        browser.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "img")
    parser.add_argument("--all", action="store_true")
    return parser.parse_args()


def _wanted(*, everything: bool) -> Iterator[tuple[str, tuple[str, int, Scheme]]]:
    if not everything:
        yield from README.items()
        return
    for name in ADDRESSES:
        for width in WIDTHS:
            yield f"{name}-{width}-light", (name, width, "light")
            yield f"{name}-{width}-dark", (name, width, "dark")


def _open(browser: Browser, url: str, width: int, scheme: Scheme) -> Page:
    viewport: ViewportSize = {"width": width, "height": HEIGHTS[width]}
    context = browser.new_context(base_url=url, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    return context.new_page()


def _newest_post(page: Page) -> str:
    page.goto("/en/blog/")
    return page.locator("main article h3 a").first.get_attribute("href") or ""


if __name__ == "__main__":
    main()
