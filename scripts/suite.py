"""`make test`: the suite on PostgreSQL and Redis, then on the embedded default, then the browser journeys.

ARGS goes to pytest as it is (`make test ARGS="-k feed"`). The last line counts all three together.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.console import ROOT, Problem, main, say, start, step, stop
from scripts.environment import DEVELOPMENT, PYTHON, check_folders, prepare
from scripts.services import postgresql, redis, temporary_folder
from scripts.system_packages import require_packages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTHING_COLLECTED = 5
SETTINGS = ROOT / "site" / "stoa" / "settings" / "env.py"
# What is the same on every database is left to the embedded default.
ONCE = ("-m", "not e2e and not once")
# Where things are put, not what they are.
KEPT = {"STOA_DATA_DIR"}
# Each of some hundred processes would compile all of our modules anew.
SLOW = {"PYTHONDONTWRITEBYTECODE"}
# What is ready before it is asked for may take its time.
BESIDE = ("nice", "-n", "10")


@dataclass
class Result:
    """What one run of pytest came to; `code` is its exit code."""

    name: str
    code: int
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def is_good(self) -> bool:
        return self.code in (0, NOTHING_COLLECTED) and not self.failed


def clean_environment() -> dict[str, str]:
    """The environment without what a running site reads from it: tests shall not see another database or cache."""
    ours = {"DJANGO_SETTINGS_MODULE", *variables_of_a_site(), *SLOW} - KEPT
    return {name: value for name, value in os.environ.items() if name not in ours}


def variables_of_a_site() -> set[str]:
    """The names that the settings read; as text, because they need packages that may not be there yet."""
    return {name.upper() for name in re.findall(r"^    ([a-z_]+): .+ = ", SETTINGS.read_text(), re.MULTILINE)}


def run_pytest(name: str, folder: Path, *options: str, **variables: str) -> Result:
    """Run pytest once and read the counts from its report."""
    say(f"\n== {name} ==")
    report = folder / f"{name}.xml"
    command = [PYTHON, "-m", "pytest", "-q", f"--junitxml={report}", *options, *shlex.split(os.environ.get("ARGS", ""))]
    process = start(command, cwd=ROOT, env=clean_environment() | variables, stdin=subprocess.DEVNULL)
    try:
        return _read_report(name, process.wait(), report)
    finally:
        stop(process)


def _read_report(name: str, code: int, report: Path) -> Result:
    if not report.exists():
        return Result(name, code, failed=1)
    suite = next(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314 -- our own report
    total, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    if code not in (0, NOTHING_COLLECTED):
        failed = max(failed, 1)
    return Result(name, code, passed=max(total - failed - skipped, 0), failed=failed, skipped=skipped)


def migrate_both(folder: Path, database_url: str) -> None:
    """Make the tables in the database at `database_url` and in `folder`, at once; the test databases are copies."""
    settings = clean_environment() | {"DJANGO_SETTINGS_MODULE": "stoa.settings.test", "STOA_DATA_DIR": str(folder)}
    command = [PYTHON, "manage.py", "migrate", "--verbosity", "0"]
    log = folder / "migrate.log"
    with ExitStack() as running, log.open("wb") as output:
        programs = []
        for address in (database_url, ""):
            options = {"cwd": ROOT, "env": settings | {"DATABASE_URL": address}, "stdin": subprocess.DEVNULL}
            programs.append(start(command, stdout=output, stderr=subprocess.STDOUT, **options))
            running.callback(stop, programs[-1])
        if any(program.wait() for program in programs):
            raise Problem(f"The tables could not be made: {log.read_text(errors='replace').strip()[-300:]}")


@contextmanager
def demo_on_its_way(folder: Path) -> Iterator[None]:
    """The demo that the journeys walk through is loaded beside the other tests, unless only some are asked for."""
    if os.environ.get("ARGS"):
        yield
        return
    with (folder / "demo.log").open("wb") as log:
        command = [*BESIDE, PYTHON, "-m", "tests.e2e.running"]
        options = {"cwd": ROOT, "env": clean_environment(), "stdin": subprocess.DEVNULL}
        process = start(command, stdout=log, stderr=subprocess.STDOUT, **options)
    try:
        yield
    finally:
        stop(process)


def run_all(folder: Path) -> list[Result]:
    # How they share the tests stands in conftest.py.
    workers = ["-n", str(min(os.cpu_count() or 1, 4))]
    results = []
    with demo_on_its_way(folder):
        results += run_on_databases(folder, workers)
        results.append(run_pytest("Browser journeys", folder, *workers, "-m", "e2e"))
    return results


def run_on_databases(folder: Path, workers: list[str]) -> list[Result]:
    results = []
    with ExitStack() as services:
        with step("Starting PostgreSQL and Redis"):
            urls = {
                "DATABASE_URL": services.enter_context(postgresql()),
                "REDIS_URL": services.enter_context(redis()),
            }
        with step("Making the tables on PostgreSQL and SQLite"):
            migrate_both(folder, urls["DATABASE_URL"])
        results.append(run_pytest("PostgreSQL and Redis", folder, *workers, *ONCE, MIGRATED="stoa", **urls))
    migrated = str(folder / "stoa.sqlite3")
    results.append(run_pytest("SQLite, the embedded default", folder, *workers, MIGRATED=migrated))
    return results


def summarise(results: list[Result], seconds: float) -> None:
    say("")
    for result in results:
        say(f"  {result.name:<30} {result.passed} passed, {result.failed} failed, {result.skipped} skipped")
    passed, failed, skipped = (sum(getattr(r, kind) for r in results) for kind in ("passed", "failed", "skipped"))
    say(f"{passed} passed, {failed} failed, {skipped} skipped in {seconds:.0f} s")


def make_test() -> int:
    started = time.monotonic()
    say("Stoa: tests")
    check_folders()
    require_packages()
    prepare(DEVELOPMENT)
    with temporary_folder() as folder:
        results = run_all(folder)
    summarise(results, time.monotonic() - started)
    return 0 if all(result.is_good for result in results) and any(result.passed for result in results) else 1


if __name__ == "__main__":
    main(make_test)
