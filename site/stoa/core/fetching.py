"""Fetching what people give us the address of, without being led into our own network.

Only http and https, on their own ports, to public addresses; the connection goes to the very address that was
checked, so a name that answers differently the second time gains nothing. Each redirect is checked anew. Size and time
are bounded as a whole, so neither an endless body nor a trickle holds a worker.
"""

import ipaddress
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.exceptions import HTTPError

Result = TypeVar("Result")

MEGABYTE = 1024 * 1024
SIZE_LIMIT = 10 * MEGABYTE
SECONDS = 10.0
REDIRECTS = 4
PORTS = {"http": 80, "https": 443}
CHUNK = 64 * 1024
ADDRESS_LENGTH = 2048
# IPv4 addresses written as IPv6 ones in the deprecated way; ipaddress calls them global.
IPV4_COMPATIBLE = ipaddress.ip_network("::/96")


class FetchRefusedError(Exception):
    """Why nothing was fetched, in words for the person who gave the address."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, and the address it came from in the end. `content_type` is only what the server claims."""

    url: str
    content_type: str
    body: bytes


def fetch(url: str, *, size_limit: int = SIZE_LIMIT, seconds: float = SECONDS) -> Fetched:
    """The body at this address. Raises FetchRefusedError; `size_limit` is in bytes, `seconds` is for everything."""
    deadline = time.monotonic() + seconds
    return _within(seconds, lambda: _follow(url, size_limit, deadline))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    ip = ipaddress.ip_address(address.strip("[]"))
    if ip.version == IPV4_COMPATIBLE.version and ip in IPV4_COMPATIBLE:
        return False
    return ip.is_global and not ip.is_multicast


class _PublicOnly(IPFilterAdapter):
    """Checks the address about to be connected to once more, by a stricter rule."""

    def build_connection_pool_key_attributes(self, *args: object, **kwargs: object) -> tuple[dict, dict]:
        host, pool = super().build_connection_pool_key_attributes(*args, **kwargs)
        if not is_public(host["host"]):
            raise FetchRefusedError("The address leads into a private network.")
        return host, pool


def _follow(url: str, size_limit: int, deadline: float) -> Fetched:
    with _session() as session:
        for _ in range(REDIRECTS + 1):
            _check(url)
            with _get(session, url, deadline) as response:
                if not response.is_redirect:
                    return _read(response, url, size_limit, deadline)
                url = urljoin(url, response.headers["location"])
    raise FetchRefusedError("The address redirects too often.")


def _session() -> HTTPSession:
    session = HTTPSession(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=False,
            never_redirect=True,
            default_timeout=(SECONDS, SECONDS),
            user_agent_override="Stoa",
        )
    )
    # A proxy or a .netrc from the environment would step around the check.
    session.trust_env = False
    session.mount("http://", _PublicOnly(is_https_proto=False))
    session.mount("https://", _PublicOnly(is_https_proto=True))
    return session


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchRefusedError("This is not an address.") from error
    if parts.scheme not in PORTS:
        raise FetchRefusedError("Only addresses that begin with http:// or https:// can be fetched.")
    if len(url) > ADDRESS_LENGTH or not parts.hostname:
        raise FetchRefusedError("This is not an address.")
    if port not in (None, PORTS[parts.scheme]) or parts.username is not None:
        raise FetchRefusedError("Addresses with a port or a password in them are not fetched.")


def _get(session: HTTPSession, url: str, deadline: float) -> requests.Response:
    remaining = max(deadline - time.monotonic(), 0.1)
    # A compressed body could unfold to any size, so none is asked for.
    headers = {"Accept-Encoding": "identity"}
    try:
        return session.get(url, headers=headers, stream=True, timeout=(remaining, remaining))
    except requests.RequestException as error:
        raise FetchRefusedError("The server cannot be reached, or is not on the open internet.") from error
    except (ValueError, UnicodeError) as error:
        raise FetchRefusedError("This is not an address.") from error


def _read(response: requests.Response, url: str, size_limit: int, deadline: float) -> Fetched:
    if response.status_code != requests.codes.ok:
        raise FetchRefusedError(f"The server answers {response.status_code}.")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise FetchRefusedError("The server sends a compressed body that was not asked for.")
    body = bytearray()
    try:
        while chunk := response.raw.read1(CHUNK):
            body += chunk
            if len(body) > size_limit:
                raise FetchRefusedError(f"It is larger than {size_limit // MEGABYTE} MB.")
            if time.monotonic() > deadline:
                raise FetchRefusedError("The server takes too long.")
    except (requests.RequestException, HTTPError, OSError) as error:
        raise FetchRefusedError("The connection broke off.") from error
    return Fetched(url, response.headers.get("content-type", ""), bytes(body))


def _within(seconds: float, work: Callable[[], Result]) -> Result:
    """The result of `work`, or a refusal when time is up: name lookups and slow headers have no deadline themselves."""
    outcome: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name="fetch", daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not outcome:
        raise FetchRefusedError("The server takes too long.")
    return outcome[0]
