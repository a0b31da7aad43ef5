"""Requests against one address of this machine: wrk where it is installed, else a small client of our own."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import time
from urllib.parse import urlsplit

from scripts.console import Problem

CONNECTIONS = 16
MOST_REQUESTS = 200_000


def tool() -> str:
    return "wrk" if shutil.which("wrk") else "own client"


def requests_per_second(address: str, *, seconds: int) -> float:
    """How many good answers came. Raises Problem when any answer was not a 200."""
    if urlsplit(address).hostname != "127.0.0.1":
        raise Problem("The benchmark measures this machine only.")
    if shutil.which("wrk"):
        return _by_wrk(address, seconds)
    return asyncio.run(_by_own_client(address, seconds))


def _by_wrk(address: str, seconds: int) -> float:
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30)
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if done.returncode or not found or "Non-2xx" in done.stdout:
        raise Problem(f"{address} did not answer as it should: {(done.stdout + done.stderr).strip()[-300:]}")
    return float(found[1])


async def _by_own_client(address: str, seconds: int) -> float:
    parts = urlsplit(address)
    request = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode()
    count, ends_at = 0, time.monotonic() + seconds

    async def ask() -> None:
        nonlocal count
        while time.monotonic() < ends_at and count < MOST_REQUESTS:
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            writer.write(request)
            answer = await reader.read()
            writer.close()
            if not answer.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200")):
                raise Problem(f"{address} answered {answer[:40]!r}.")
            count += 1

    await asyncio.gather(*(ask() for _number in range(CONNECTIONS)))
    return count / seconds
