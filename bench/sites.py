"""The two sites that are compared: a bare `wagtail start` project and Stoa, both in production dress on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.console import ROOT, Problem, start, stop
from scripts.services import free_port, postgresql_programs

BARE_SETTINGS = """
from .base import *

DEBUG = False
SECRET_KEY = "bench"
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "bare",
        "USER": "stoa",
        "HOST": %r,
        "CONN_MAX_AGE": 600,
    }
}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
"""
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A site that gunicorn can serve from `folder`."""

    folder: Path
    application: str
    environment: dict[str, str]
    log: Path
    ready_at: str

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise Problem(f"{arguments[0]} failed: {done.stderr.strip()[-500:]}")
        return done.stdout

    @contextmanager
    def running(self) -> Iterator[str]:
        """Serve with two workers and yield the address."""
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "-w2", "-b", f"127.0.0.1:{port}", self.application]
        with self.log.open("ab") as log:
            process = start(command, cwd=self.folder, env=self.environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address + self.ready_at, process, self.log)
            yield address
        finally:
            stop(process)


@dataclass(frozen=True)
class Stoa(Server):
    def with_page_cache(self, seconds: int) -> Stoa:
        return replace(self, environment=self.environment | {"PAGE_CACHE_SECONDS": str(seconds)})

    def addresses(self) -> tuple[str, str]:
        """The paths of a post in the middle of the list, and of the list."""
        post, index = self.manage(
            "shell", "--no-imports", "-c", "from bench.fill import addresses; print(*addresses())"
        ).split()
        return post, index


def bare_site(folder: Path, database: str) -> Server:
    """What `wagtail start` makes, with its database beside ours."""
    socket = database.partition("host=")[2]
    psql = [postgresql_programs() / "psql", "-q", "-h", socket, "-U", "stoa", "-d", "stoa"]
    subprocess.run([*map(str, psql), "-c", "CREATE DATABASE bare"], check=True, capture_output=True)
    project = folder / "bare"
    project.mkdir()
    program = Path(sys.executable).with_name("wagtail")
    subprocess.run([program, "start", "bare", project], check=True, capture_output=True)
    (project / "bare" / "settings" / "bench.py").write_text(BARE_SETTINGS % socket)
    environment = _clean_environment() | {"DJANGO_SETTINGS_MODULE": "bare.settings.bench"}
    server = Server(project, "bare.wsgi", environment, folder / "bare.log", "/")
    server.manage("migrate", "--no-input")
    return server


def stoa_site(folder: Path, database: str, redis_url: str, *, posts: int) -> Stoa:
    """Stoa with production settings and a blog full of posts."""
    environment = _clean_environment() | {
        "DJANGO_SETTINGS_MODULE": "stoa.settings.production",
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
        "SECRET_KEY": "bench" * 12,
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": "http://127.0.0.1",
        "DATABASE_URL": database,
        "REDIS_URL": redis_url,
        "CELERY_BROKER_URL": "memory://",
        "EMAIL_URL": "dummymail://",
        "DEFAULT_FROM_EMAIL": "bench@example.org",
        "HTTPS": "0",
        "STOA_DATA_DIR": str(folder / "data"),
    }
    server = Stoa(ROOT, "stoa.wsgi", environment, folder / "stoa.log", "/healthz")
    for command in (
        ["compile_translations"],
        ["migrate", "--no-input"],
        ["collectstatic", "--no-input"],
    ):
        server.manage(*command)
    server.manage("shell", "--no-imports", "-c", f"from bench.fill import fill; fill({posts})")
    return server


def _clean_environment() -> dict[str, str]:
    keep = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if name in keep}


def _wait(address: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        try:
            direct.open(address, timeout=10).close()
            return
        except urllib.error.HTTPError as error:
            raise Problem(f"{address} answered {error.code}: {log.read_text(errors='replace')[-500:]}") from error
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise Problem(f"gunicorn did not start: {log.read_text(errors='replace')[-500:]}") from None
            time.sleep(0.2)
