"""Handing a document to the press, a child process that is kept for the next one (`shop.orders.invoices.press`)."""

import atexit
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from shop.orders.exceptions import DrawingFailed
from shop.orders.invoices import press

PROGRAM = Path(press.__file__)
#: On the clock; the press limits its own use of the processor.
SECONDS = 30
_one_at_a_time = threading.Lock()
_presses: list[subprocess.Popen[bytes]] = []


def draw(html: str, css: Sequence[str]) -> bytes:
    """The PDF. Raises DrawingFailed when it takes too long or too much, or the system lacks what it needs."""
    job = json.dumps({"html": html, "css": list(css)}).encode()
    with _one_at_a_time:
        try:
            process = _press()
        except OSError as error:
            raise DrawingFailed(f"The press cannot be started: {error}") from error
        return _ask(process, job)


def _ask(process: subprocess.Popen[bytes], job: bytes) -> bytes:
    source, target = _pipes(process)
    until = time.monotonic() + SECONDS
    try:
        press.write_block(target, job)
        answer = _exactly(source, int.from_bytes(_exactly(source, press.LENGTH, until)), until)
    except OSError as error:
        stop()
        raise DrawingFailed(f"The press did not answer: {error}") from error
    if not answer.startswith(press.PDF):
        raise DrawingFailed(answer[1:].decode(errors="replace"))
    return answer[1:]


def _exactly(source: IO[bytes], length: int, until: float) -> bytes:
    found = b""
    with selectors.DefaultSelector() as selector:
        selector.register(source, selectors.EVENT_READ)
        while len(found) < length:
            if not selector.select(max(until - time.monotonic(), 0)):
                raise TimeoutError("it took too long")
            part = os.read(source.fileno(), length - len(found))
            if not part:
                raise OSError("it ended")
            found += part
    return found


def _press() -> subprocess.Popen[bytes]:
    """The one that runs, or a new one: isolated, without this process's environment."""
    if _presses and _presses[0].poll() is None:
        return _presses[0]
    stop()
    program = [sys.executable, "-I", str(PROGRAM)]
    process = subprocess.Popen(
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"LANG": "C.UTF-8", "PATH": os.defpath},
        bufsize=0,
    )
    _presses[:] = [process]
    return process


def stop() -> None:
    """End the press, whatever it is doing."""
    while _presses:
        process = _presses.pop()
        process.kill()
        process.wait()
        for pipe in _pipes(process):
            pipe.close()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Its output and its input."""
    if process.stdout is None or process.stdin is None:
        raise DrawingFailed("The press has no pipes")
    return process.stdout, process.stdin


# A worker that forks must not share its parent's press, nor wait for its lock.
def _forget() -> None:
    global _one_at_a_time
    _presses.clear()
    _one_at_a_time = threading.Lock()


os.register_at_fork(after_in_child=_forget)
atexit.register(stop)
