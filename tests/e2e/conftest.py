"""Browser journeys: one running site with the demo for all of them, chromium, and a guard on every page.

`open_page()` gives a new visitor: `open_page(width=390, scheme="dark", javascript=False, account="editor")`.
The guard fails the journey on any request that leaves this machine, any console error and any policy violation.
"""

import json
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from scripts import system_packages
from scripts.console import ROOT
from stoa.accounts.tests import provider
from stoa.accounts.tests.provider import Provider
from tests.e2e.elsewhere import Elsewhere, elsewhere
from tests.e2e.guard import Guard
from tests.e2e.running import RunningSite, running_site

PHONE, TABLET, DESKTOP = 390, 820, 1440
WIDTHS = (PHONE, TABLET, DESKTOP)
HEIGHT = 900
# Quiet and shut in: chromium itself calls nobody, and no name but this machine's resolves.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
MEMBERS = ("ada", "bea", "cleo", "dora", "eve", "fay")
PASSWORD = "correct horse battery"
OpenPage = Callable[..., Page]
Scheme = Literal["light", "dark"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e/" in str(item.path):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def vouching_site() -> Iterator[Provider]:
    """Another site that vouches for one person, and for which Stoa has keys."""
    with provider.running() as running:
        yield running


@pytest.fixture(scope="session")
def foreign_site() -> Iterator[Elsewhere]:
    with elsewhere() as running:
        yield running


@pytest.fixture(scope="session")
def stoa(vouching_site: Provider, foreign_site: Elsewhere) -> Iterator[RunningSite]:
    keys = {"OIDC_CLIENT_ID": provider.CLIENT_ID, "OIDC_CLIENT_SECRET": provider.CLIENT_SECRET}
    # Addresses of this machine are refused like all that are not public: only the foreign site may be asked.
    keys["FETCH_TRUSTED_ORIGINS"] = foreign_site.url
    with running_site(OIDC_NAME="Example ID", OIDC_SERVER_URL=vouching_site.url, **keys) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=system_packages.browser(), args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture
def guard() -> Iterator[Guard]:
    watching = Guard()
    yield watching
    assert watching.complaints() == []


@pytest.fixture
def open_page(browser: Browser, stoa: RunningSite, guard: Guard) -> Iterator[OpenPage]:
    """A function that opens a fresh visitor's page; addresses are relative to the site."""
    contexts = []

    def open_one(
        *,
        width: int = DESKTOP,
        scheme: Scheme = "light",
        javascript: bool = True,
        locale: str = "en",
        account: str = "",
        browser_name: str | None = None,
    ) -> Page:
        context = browser.new_context(
            base_url=stoa.url,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale=locale,
            reduced_motion="reduce",
            user_agent=browser_name,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        guard.watch(page)
        context.on("page", guard.watch)
        if account:
            log_in(page, account)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


@pytest.fixture(scope="session")
def member_of(stoa: RunningSite) -> Callable[[str], tuple[str, str]]:
    """A function that gives (address, password) of a member: journeys that change theirs take one each."""
    stoa.make_members(*MEMBERS, password=PASSWORD)
    return lambda name: (f"{name}@example.org", PASSWORD)


def log_in(page: Page, role: str) -> None:
    """Log in as one of the demo's people: editor, moderator, member …"""
    accounts = json.loads((ROOT / "site" / "stoa" / "demo" / "accounts.json").read_text())
    account = next(account for account in accounts if account["role"] == role)
    page.goto("/en/account/login/")
    type_log_in(page, account["email"], account["password"])
    page.wait_for_url(lambda url: "log-in" not in url and "login" not in url)


def type_log_in(page: Page, email: str, password: str) -> None:
    """Fill in the log-in form that is open, and send it."""
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.locator("form:has(input[name=password]) button").first.click()


def open_thread(page: Page, address: str) -> None:
    """Open a post, wait until its links are bound, and go down to the comments."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.locator("#comments").scroll_into_view_if_needed()
