"""Fetching what people give us the address of, without being led into our own network.

Only http and https, on their own ports, to public addresses; the connection goes to the very address that was
checked, so a name that answers differently the second time gains nothing. Each redirect is checked anew. Size and time
are bounded as a whole: when time is up the connection is cut, so neither an endless body nor a trickle holds anything.

Development and tests may exempt servers of their own (FETCH_TRUSTED_ORIGINS) from the rules about ports and addresses.
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from stoa.core.exceptions import FetchRefused, TooLarge

Result = TypeVar("Result")

MEGABYTE = 1024 * 1024
SIZE_LIMIT = 10 * MEGABYTE
SECONDS = 10.0
REDIRECTS = 4
PORTS = {"http": 80, "https": 443}
CHUNK = 64 * 1024
ADDRESS_LENGTH = 2048
#: All that is handed out of IPv6; what lies outside is local, or an IPv4 address in disguise.
IPV6_UNICAST = ipaddress.ip_network("2000::/3")
# Parts of it that lead to IPv4 addresses (Teredo, 6to4), or nowhere (protocol assignments, documentation).
_IPV6_ODD = [ipaddress.ip_network(net) for net in ("2001::/23", "2002::/16", "3fff::/20")]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, and the address it came from in the end. `content_type` is only what the server claims."""

    url: str
    content_type: str
    body: bytes


def fetch(url: str, *, size_limit: int = SIZE_LIMIT, seconds: float = SECONDS) -> Fetched:
    """The body at this address. Raises FetchRefused; `size_limit` is in bytes, `seconds` is for everything."""
    deadline = time.monotonic() + seconds
    wires = _Wires()
    return _within(seconds, lambda: _follow(url, size_limit, deadline, wires), wires.cut)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    ip = ipaddress.ip_address(address.strip("[]"))
    if isinstance(ip, ipaddress.IPv6Address) and (ip not in IPV6_UNICAST or any(ip in net for net in _IPV6_ODD)):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class _Wires:
    """The sockets of one fetch, so that another thread can cut them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._is_cut = False

    def add(self, wire: socket.socket) -> None:
        """Keep a second handle: encryption takes the first one over. Raises OSError when time is up already."""
        with self._lock:
            if self._is_cut:
                raise OSError("Time is up.")
            self._sockets.append(wire.dup())

    def cut(self) -> None:
        """End every connection, whatever waits on it."""
        with self._lock:
            self._is_cut = True
            for wire in self._sockets:
                with suppress(OSError):
                    wire.shutdown(socket.SHUT_RDWR)
                wire.close()
            self._sockets.clear()


class _Cuttable:
    """Mixin for transport adapters: notes the socket of every connection in `wires`."""

    wires: _Wires

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool = super().get_connection_with_tls_context(*args, **kwargs)  # type: ignore[misc]  # of the adapter
        wires = self.wires
        kind: Any = HTTPSConnection if pool.scheme == "https" else HTTPConnection

        class Connection(kind):
            def _new_conn(self) -> socket.socket:
                wire = super()._new_conn()
                wires.add(wire)
                return wire

        pool.ConnectionCls = Connection
        return pool


class _PublicOnly(_Cuttable, IPFilterAdapter):
    """Checks the address about to be connected to once more, by a stricter rule."""

    def build_connection_pool_key_attributes(self, *args: object, **kwargs: object) -> tuple[dict, dict]:
        host, pool = super().build_connection_pool_key_attributes(*args, **kwargs)
        if not is_public(host["host"]):
            raise FetchRefused("The address leads into a private network.")
        # The address was read twice, by two parsers, and this is the one that counts.
        if host["port"] not in (None, PORTS[host["scheme"]]):
            raise FetchRefused("Addresses with a port in them are not fetched.")
        return host, pool


class _Trusted(_Cuttable, HTTPAdapter):
    """To a server of our own, wherever it is."""


def _follow(url: str, size_limit: int, deadline: float, wires: _Wires) -> Fetched:
    with _session(wires) as session:
        for _ in range(REDIRECTS + 1):
            _check(url)
            with _get(session, url, deadline) as response:
                if not response.is_redirect:
                    return _read(response, url, size_limit, deadline)
                url = urljoin(url, response.headers["location"])
    raise FetchRefused("The address redirects too often.")


def _session(wires: _Wires) -> HTTPSession:
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
    adapters: dict[str, Any] = {
        "http://": _PublicOnly(is_https_proto=False),
        "https://": _PublicOnly(is_https_proto=True),
    } | {f"{origin}/": _Trusted() for origin in settings.FETCH_TRUSTED_ORIGINS}
    for prefix, adapter in adapters.items():
        adapter.wires = wires
        session.mount(prefix, adapter)
    return session


def _is_trusted(url: str) -> bool:
    return any(url.startswith(f"{origin}/") for origin in settings.FETCH_TRUSTED_ORIGINS)


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchRefused("This is not an address.") from error
    if parts.scheme not in PORTS:
        raise FetchRefused("Only addresses that begin with http:// or https:// can be fetched.")
    if len(url) > ADDRESS_LENGTH or not parts.hostname:
        raise FetchRefused("This is not an address.")
    if (port not in (None, PORTS[parts.scheme]) and not _is_trusted(url)) or parts.username is not None:
        raise FetchRefused("Addresses with a port or a password in them are not fetched.")


def _get(session: HTTPSession, url: str, deadline: float) -> requests.Response:
    remaining = max(deadline - time.monotonic(), 0.1)
    # A compressed body could unfold to any size, so none is asked for.
    headers = {"Accept-Encoding": "identity"}
    try:
        return session.get(url, headers=headers, stream=True, timeout=(remaining, remaining))
    except (requests.RequestException, HTTPError) as error:
        raise FetchRefused("The server cannot be reached, or is not on the open internet.") from error
    except (ValueError, UnicodeError) as error:
        raise FetchRefused("This is not an address.") from error


def _read(response: requests.Response, url: str, size_limit: int, deadline: float) -> Fetched:
    if response.status_code != requests.codes.ok:
        raise FetchRefused(f"The server answers {response.status_code}.")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise FetchRefused("The server sends a compressed body that was not asked for.")
    body = bytearray()
    try:
        while chunk := response.raw.read1(CHUNK):
            body += chunk
            if len(body) > size_limit:
                raise TooLarge(f"It is larger than {size_limit // MEGABYTE} MB.")
            if time.monotonic() > deadline:
                raise FetchRefused("The server takes too long.")
    except (requests.RequestException, HTTPError, OSError) as error:
        raise FetchRefused("The connection broke off.") from error
    return Fetched(url, response.headers.get("content-type", ""), bytes(body))


def _within(seconds: float, work: Callable[[], Result], give_up: Callable[[], None]) -> Result:
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
    # Asked before the connection is cut: half a body that ends looks like a whole one.
    is_late = thread.is_alive()
    give_up()
    if is_late:
        raise FetchRefused("The server takes too long.")
    if errors:
        raise errors[0]
    return outcome[0]
