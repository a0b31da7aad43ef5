"""What the commands behind `make` say, and how they run other programs. Standard library only."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
GRACE_SECONDS = 10
TICK_SECONDS = 1.0
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class Problem(Exception):
    """Something the person at the keyboard can put right; the message is one sentence that says how."""


class Interrupted(Exception):
    """Ctrl-C or a polite kill: stop what was started and leave."""


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(title: str, *, tick_seconds: float = TICK_SECONDS) -> Iterator[None]:
    """Announce a step, and say how long it took when it is done; on a terminal the seconds count meanwhile."""
    opening = f"  {title} … "
    print(opening, end="", flush=True)
    started = time.monotonic()
    try:
        with _counting(opening, started, tick_seconds):
            yield
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"{time.monotonic() - started:.1f} s", flush=True)


@contextmanager
def _counting(opening: str, started: float, tick_seconds: float) -> Iterator[None]:
    """Count seconds behind `opening` by a timer of the system: programs are started from a process without threads."""
    if not sys.stdout.isatty():
        yield
        return

    def count(number: int, frame: FrameType | None) -> None:
        # Not by print(), which may be at work while the signal comes.
        os.write(sys.stdout.fileno(), f"\r{opening}{time.monotonic() - started:.0f} s".encode())

    usual = signal.signal(signal.SIGALRM, count)
    signal.setitimer(signal.ITIMER_REAL, tick_seconds, tick_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, usual)
        print(f"\r{opening}", end="", flush=True)


def catch_signals() -> None:
    """Turn SIGINT, SIGTERM and SIGHUP into Interrupted, so that every `finally` runs."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        for caught in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(caught, signal.SIG_IGN)
        raise Interrupted

    for caught in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(caught, interrupt)


def _die_with_parent() -> None:
    """Ask Linux to end this child when its parent is killed without a chance to tidy up."""
    for caught in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(caught, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)


# Any: the options are Popen's own.
def start(command: Sequence[object], **options: Any) -> subprocess.Popen:
    """Start a program in a session of its own: Ctrl-C reaches only us, and we pass it on."""
    arguments = [str(part) for part in command]
    return subprocess.Popen(arguments, start_new_session=True, preexec_fn=_die_with_parent, **options)


def stop(process: subprocess.Popen, number: int = signal.SIGTERM) -> None:
    """End a program and everything it started; insist after GRACE_SECONDS."""
    if process.poll() is None:
        _signal_group(process, number)
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            _signal_group(process, signal.SIGKILL)
            process.wait()


def _signal_group(process: subprocess.Popen, number: int) -> None:
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        process.send_signal(number)


def run(command: Sequence[object], *, log: Path, env: Mapping[str, str] | None = None) -> int:
    """Run a program to its end with its output in `log`, and return its exit code."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = start(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        try:
            return process.wait()
        finally:
            stop(process)


def main(command: Callable[[], int | None]) -> None:
    """Run a command of ours: problems are one sentence on stderr, never a traceback."""
    catch_signals()
    try:
        sys.exit(command() or 0)
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr, flush=True)
        sys.exit(1)
    except Interrupted:
        print("\nStopped.", file=sys.stderr, flush=True)
        sys.exit(130)
