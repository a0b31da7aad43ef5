"""`make run`: environment, database, demo content and the server, in one command that is safe to repeat.

`make run-https` is the same over TLS, with a certificate for localhost that the server makes itself.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.console import ROOT, Problem, main, run, say, start, step, stop
from scripts.environment import PYTHON, check_folders, data_folder, prepare

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1"
START_SECONDS = 60
# What a database must be brought up to again when it changes.
PREPARED_FROM = (
    *(f"{level}/migrations/*.py" for level in ("*", "*/*", "*/*/*")),
    "site/stoa/demo/**/*",
    "locale/**/*.po",
)


@dataclass(frozen=True)
class Address:
    """Where the site is on this machine."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """For every command that writes or shows addresses, unless BASE_URL says otherwise."""
        return {"BASE_URL": str(self), **os.environ}


def chosen_port() -> int:
    """Return the port from PORT, or raise Problem when it is no port or is taken."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Problem(f"PORT={text} is not a port: choose a number from 1024 to 65535, as in `make run PORT=8001`.")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise Problem(f"Port {port} needs root: choose another, as in `make run PORT=8000`.") from error
        except OSError as error:
            raise Problem(
                f"Port {port} is taken by another program: stop that, or type `make run PORT={port % 65535 + 1}`."
            ) from error
    return port


def warn_about_pango() -> None:
    try:
        ctypes.CDLL("libpango-1.0.so.0")
    except OSError:
        packages = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        say(f"  Note: without Pango there are no PDFs; `apt install {packages}` brings them.")


def manage(title: str, address: Address, *arguments: str) -> None:
    """Run a management command quietly; raise Problem with its last words when it fails."""
    log = data_folder() / f"{arguments[0]}.log"
    with step(title):
        code = run([PYTHON, "manage.py", *arguments], log=log, env=address.environment)
    if code:
        lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
        raise Problem(f"{title} failed: {lines[-1] if lines else 'no reason given'} (all of it in {log}).")


def prepare_database(address: Address) -> None:
    """Translations, tables and demo content; skipped when nothing that they are made from has changed.

    Bodies are cooked for the address that is served, so that the server need not cook them again.
    """
    stamp = data_folder() / "prepared.json"
    wanted = {"made_from": _digest_of_sources(), "database": os.environ.get("DATABASE_URL", "")}
    if _is_prepared(stamp, wanted):
        return
    manage("Making the database and loading the demo", address, "load_demo", "--migrate")
    stamp.write_text(json.dumps(wanted))


def _is_prepared(stamp: Path, wanted: dict[str, str]) -> bool:
    try:
        prepared = json.loads(stamp.read_text())
    except (OSError, ValueError):
        return False
    return prepared == wanted and (bool(wanted["database"]) or (data_folder() / "stoa.sqlite3").exists())


def _digest_of_sources() -> str:
    digest = hashlib.sha256()
    for pattern in PREPARED_FROM:
        for folder in (ROOT, ROOT / "site"):
            for file in sorted(folder.glob(pattern)):
                if file.is_file() and file.suffix != ".pyc":
                    digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()


def serve(address: Address) -> int:
    """Start the server, say where it is once it answers, and stay until it ends or we are stopped."""
    options = ["--https"] if address.scheme == "https" else []
    command = [PYTHON, "manage.py", "serve", "--port", str(address.port), *options]
    process = start(command, cwd=ROOT, env=address.environment, stdin=subprocess.DEVNULL)
    try:
        with step("Starting the server"):
            wait_until_up(process, str(address), certificate=certificate())
        introduce(address)
        return process.wait()
    finally:
        stop(process)


def wait_until_up(
    process: subprocess.Popen, address: str, *, certificate: Path | None = None, seconds: float = START_SECONDS
) -> None:
    """Raise Problem when the server ends, or does not answer at `address` within `seconds`.

    Over https it must answer with `certificate`.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Problem(f"The server stopped at once with code {process.returncode}; its last words are above.")
        if _answers(f"{address}/healthz", certificate):
            return
        time.sleep(0.2)
    raise Problem(f"The server did not answer within {seconds:.0f} seconds.")


def _answers(address: str, certificate: Path | None) -> bool:
    try:
        handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
        if address.startswith("https:"):
            import ssl  # noqa: PLC0415 -- a Python without it is told about by prepare()

            handlers.append(urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=certificate)))
        with urllib.request.build_opener(*handlers).open(address, timeout=5) as response:
            return response.status == 200
    except (OSError, urllib.error.URLError):
        return False


def certificate() -> Path:
    """Where the server keeps what it shows to browsers over TLS."""
    return data_folder() / "https" / "certificate.pem"


def introduce(address: Address) -> None:
    say(f"\nStoa is ready: {address}/ (site)   {address}/admin/ (editors)\n")
    accounts = ROOT / "site" / "stoa" / "demo" / "accounts.json"
    if accounts.exists():
        say("Demo accounts:")
        for account in json.loads(accounts.read_text()):
            say(f"  {account['role']:<12} {account['email']:<28} {account['password']}")
    if address.scheme == "https":
        say(f"\nThe certificate is our own: let your browser trust {certificate()} (docs/howto/run-over-https.md).")
    if not os.environ.get("EMAIL_URL"):
        say("\nMails are written here instead of being sent.")
    say("\nCtrl-C stops it.\n")


def make_run(address: Address) -> int:
    say("Stoa")
    check_folders()
    prepare()
    warn_about_pango()
    prepare_database(address)
    return serve(address)


def make_run_http() -> int:
    return make_run(Address("http", HOST, chosen_port()))


def make_run_https() -> int:
    return make_run(Address("https", "localhost", chosen_port()))


if __name__ == "__main__":
    main(make_run_https if sys.argv[1:] == ["https"] else make_run_http)
