"""Requests against one address of this machine: wrk where it is installed, else a small client of our own."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from scripts.console import Problem

CONNECTIONS = 16
READ_BYTES = 65_536
# The first answers of a site that has just started take long.
TIMEOUT_SECONDS = 60


def tool() -> str:
    return "wrk" if shutil.which("wrk") else "own client"


def requests_per_second(address: str, *, seconds: int) -> float:
    """How many good answers came. Raises Problem when any answer was not a 200."""
    if urlsplit(address).hostname != "127.0.0.1":
        raise Problem("The benchmark measures this machine only.")
    if shutil.which("wrk"):
        return _by_wrk(address, seconds)
    return _by_own_client(address, seconds)


def _by_wrk(address: str, seconds: int) -> float:
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30)
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if done.returncode or not found or "Non-2xx" in done.stdout:
        raise Problem(f"{address} did not answer as it should: {(done.stdout + done.stderr).strip()[-300:]}")
    return float(found[1])


def _by_own_client(address: str, seconds: int) -> float:
    """Blocking sockets in threads: they cost the least, and the sites share the processors with them."""
    parts = urlsplit(address)
    place = ("127.0.0.1", parts.port or 80)
    request = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode()
    ends_at = time.monotonic() + seconds

    def ask_on() -> int:
        count = 0
        while time.monotonic() < ends_at:
            start = _answer(place, request)
            if not start.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200")):
                raise Problem(f"{address} answered {start[:40]!r}.")
            count += 1
        return count

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        visitors = [threads.submit(ask_on) for _number in range(CONNECTIONS)]
    return sum(visitor.result() for visitor in visitors) / seconds


def _answer(place: tuple[str, int], request: bytes) -> bytes:
    """Read a whole answer; how it starts."""
    with socket.socket() as connection:
        connection.settimeout(TIMEOUT_SECONDS)
        connection.connect(place)
        connection.sendall(request)
        start = connection.recv(READ_BYTES)
        while connection.recv(READ_BYTES):
            pass
    return start
