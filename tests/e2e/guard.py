"""Watches a browser page: nothing leaves this machine, nothing breaks, no policy is violated."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

LOCAL = {"127.0.0.1", "localhost"}
OFFLINE_SCHEMES = {"data", "blob", "about", "chrome-error"}


class Guard:
    """Collects what a visitor should never meet; `allow(text)` excuses complaints that hold `text`."""

    def __init__(self) -> None:
        self.external: list[str] = []
        self.errors: list[str] = []
        self._allowed: list[str] = []

    def allow(self, *texts: str) -> None:
        self._allowed += texts

    def watch(self, page: Page) -> None:
        page.on("request", self._see_request)
        page.on("response", self._see_response)
        page.on("console", self._see_console)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))

    def complaints(self) -> list[str]:
        found = [f"left this machine: {address}" for address in self.external] + self.errors
        return [line for line in found if not any(text in line for text in self._allowed)]

    def _see_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in OFFLINE_SCHEMES and parts.hostname not in LOCAL:
            self.external.append(request.url)

    def _see_response(self, response: Response) -> None:
        if response.status >= 500:
            self.errors.append(f"{response.status} {response.url}")

    def _see_console(self, message: ConsoleMessage) -> None:
        text = message.text
        is_violation = "Content Security Policy" in text or "Refused to" in text
        if message.type == "error" or is_violation:
            self.errors.append(f"console on {message.location.get('url', '')}: {text}")
