"""`make check`: everything that can be said about the code without running its tests, a line for each check.

All checks run, two at a time, even when one fails; `python -m scripts.check format` puts in shape what it can.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from scripts.console import ROOT, main, say, start, stop
from scripts.environment import DEVELOPMENT, PYTHON, VENV, check_folders, prepare
from scripts.services import temporary_folder
from scripts.suite import clean_environment
from scripts.system_packages import require_packages
from scripts.templates import template_files

if TYPE_CHECKING:
    from pathlib import Path

BIN = VENV / "bin"
AT_ONCE = min(os.cpu_count() or 1, 4)
# Nothing is connected to: production settings only have to load and be judged.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "stoa.settings.production",
    "SECRET_KEY": "8f1c5f0a-not-a-secret-only-long-enough-for-the-checks-b7e2d94c6a31",
    "ALLOWED_HOSTS": "stoa.example",
    "BASE_URL": "https://stoa.example",
    "DATABASE_URL": "postgres://stoa:stoa@database.example/stoa",
    "REDIS_URL": "redis://cache.example/0",
    "EMAIL_URL": "smtp+tls://stoa:stoa@mail.example:587",
    "DEFAULT_FROM_EMAIL": "Stoa <hello@stoa.example>",
}


@dataclass(frozen=True)
class Check:
    """One tool and how it is called; `variables` are added to a clean environment."""

    name: str
    command: list[str | Path]
    variables: dict[str, str] = field(default_factory=dict)


@dataclass
class Running:
    """A check under way, with the file that gathers what it says."""

    check: Check
    process: subprocess.Popen
    output: IO[bytes]
    started: float


def all_checks() -> list[Check]:
    """The slowest come first: they run beside the others."""
    manage: list[str | Path] = [PYTHON, "manage.py"]
    ours: list[str | Path] = [PYTHON, "-B", "-m"]
    templates = template_files()
    semgrep = ["scan", "--config", ".semgrep", "--metrics=off", "--disable-version-check", "--quiet", "--error"]
    return [
        Check("types (mypy)", [BIN / "mypy", "--no-error-summary"]),
        Check("house rules (semgrep)", [BIN / "semgrep", *semgrep, "."], {"PATH": f"{BIN}:{os.environ['PATH']}"}),
        Check("lint of templates (curlylint)", [*ours, "scripts.template_lint"]),
        Check("translations collected", [*ours, "scripts.translations", "check"]),
        Check("lint (ruff)", [BIN / "ruff", "check", "--quiet", "."]),
        Check("format (ruff)", [BIN / "ruff", "format", "--check", "--quiet", "."]),
        Check("format of templates (djade)", [BIN / "djade", "--check", "--target-version", "5.2", *templates]),
        Check("rules for templates", [*ours, "scripts.templates"]),
        Check("reasons for exceptions", [*ours, "scripts.reasons"]),
        Check(
            "import arrows (import-linter)", [BIN / "lint-imports", "--no-logo", "--no-cache"], {"PYTHONPATH": "site:."}
        ),
        Check("migrations complete", [*manage, "makemigrations", "--check", "--dry-run"]),
        Check("system checks", [*manage, "check", "--fail-level", "WARNING"]),
        Check("system checks, production", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ]


def run_checks(checks: list[Check], folder: Path) -> list[str]:
    """Run the checks, report each as it ends, and return the names of those that failed."""
    waiting = list(checks)
    running: list[Running] = []
    failed: list[str] = []
    try:
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                running.append(_begin(waiting.pop(0), folder / f"{len(waiting)}.log"))
            for one in [one for one in running if one.process.poll() is not None]:
                running.remove(one)
                if not _report(one):
                    failed.append(one.check.name)
            time.sleep(0.05)
    finally:
        for one in running:
            stop(one.process)
    return failed


def _begin(check: Check, log: Path) -> Running:
    output = log.open("w+b")
    environment = clean_environment() | check.variables
    process = start(
        check.command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
    )
    return Running(check, process, output, time.monotonic())


def _report(one: Running) -> bool:
    is_good = one.process.returncode == 0
    say(f"  {'ok  ' if is_good else 'FAIL'} {one.check.name:<32} {time.monotonic() - one.started:5.1f} s")
    one.output.seek(0)
    if not is_good:
        said = one.output.read().decode(errors="replace").strip()
        say("\n".join(f"       {line}" for line in said.splitlines()))
    one.output.close()
    return is_good


def make_check() -> int:
    say("Stoa: checks")
    check_folders()
    require_packages("gettext")
    prepare(DEVELOPMENT)
    started = time.monotonic()
    checks = all_checks()
    with temporary_folder() as folder:
        failed = run_checks(checks, folder)
    say(f"{len(checks) - len(failed)} checks good, {len(failed)} failed in {time.monotonic() - started:.0f} s")
    return 1 if failed else 0


def make_format() -> int:
    check_folders()
    prepare(DEVELOPMENT)
    codes = [
        subprocess.run([BIN / "ruff", "check", "--fix", "--quiet", "."], cwd=ROOT).returncode,
        subprocess.run([BIN / "ruff", "format", "--quiet", "."], cwd=ROOT).returncode,
    ]
    # djade answers 1 when it has put something in shape.
    subprocess.run([BIN / "djade", "--target-version", "5.2", *template_files()], cwd=ROOT)
    return max(codes)


if __name__ == "__main__":
    main(make_format if sys.argv[1:] == ["format"] else make_check)
