"""A throw-away PostgreSQL and Redis for the tests, in a temporary folder and gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.console import Problem, start, stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

START_SECONDS = 30
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
# Nothing here has to survive a power cut.
FAST = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "200",
    "autovacuum": "off",
}


def postgresql_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL here (Debian keeps it off the PATH), or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    for folder in reversed(folders):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder with a name short enough for a Unix socket (107 characters)."""
    folder = Path(tempfile.mkdtemp(prefix="stoa-", dir="/tmp"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a cluster of its own and yield its DATABASE_URL; PostgreSQL refuses root, so root lends it to postgres."""
    programs = postgresql_programs()
    if programs is None:
        raise Problem("PostgreSQL is not here: type `apt install postgresql` (as root) and try again.")
    with temporary_folder() as folder:
        user = _server_user()
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        owner: dict[str, Any] = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
        data = folder / "data"
        creation = ["-D", data, "-U", "stoa", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        _complete([programs / "initdb", *creation], folder, owner)
        options = [part for name, value in FAST.items() for part in ("-c", f"{name}={value}")]
        with (folder / "postgres.log").open("wb") as log:
            command = [programs / "postgres", "-D", data, "-k", folder, *options]
            process = start(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, **owner)
        try:
            _wait(process, lambda: (folder / ".s.PGSQL.5432").exists(), "PostgreSQL", folder / "postgres.log")
            _prepare(programs, folder)
            yield f"postgres://stoa@/stoa?host={folder}"
        finally:
            stop(process, signal.SIGINT)


def _server_user() -> str | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Problem("There is no user to run PostgreSQL as: run `make test` as an ordinary user.")


def _prepare(programs: Path, folder: Path) -> None:
    """Put the extensions in template1, where every test database comes from."""
    statements = [f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS] + ["CREATE DATABASE stoa"]
    for statement in statements:
        command = [programs / "psql", "-q", "-h", folder, "-U", "stoa", "-d", "template1", "-c", statement]
        deadline = time.monotonic() + START_SECONDS
        while subprocess.run([str(part) for part in command], capture_output=True).returncode:
            if time.monotonic() > deadline:
                raise Problem("PostgreSQL lacks its extensions: type `apt install postgresql-contrib` (as root).")
            time.sleep(0.2)


def _complete(command: Sequence[object], folder: Path, owner: dict[str, Any]) -> None:
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, **owner)
    if done.returncode:
        raise Problem(f"{Path(str(command[0])).name} failed: {done.stderr.strip().splitlines()[-1:]}")


@contextmanager
def redis() -> Iterator[str]:
    """Run a Redis that keeps nothing, on a free port, and yield its REDIS_URL."""
    program = shutil.which("redis-server")
    if program is None:
        raise Problem("Redis is not here: type `apt install redis-server` (as root) and try again.")
    port = free_port()
    with temporary_folder() as folder:
        options = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
        with (folder / "redis.log").open("wb") as log:
            process = start([program, *options], cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(process, lambda: _listens(port), "Redis", folder / "redis.log")
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            stop(process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(process: subprocess.Popen, is_up: Callable[[], bool], name: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_up():
        if process.poll() is not None or time.monotonic() > deadline:
            raise Problem(f"{name} did not start: {log.read_text(errors='replace').strip()[-300:]}")
        time.sleep(0.1)
