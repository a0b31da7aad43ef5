"""What the tests need from the system beyond Python: installed by root, named to everyone else."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.console import Problem, run, step
from scripts.environment import data_folder
from scripts.services import postgresql_programs

if TYPE_CHECKING:
    from collections.abc import Callable

FONTS = Path("/usr/share/fonts")
#: The first is the same without the windows that nobody sees: it takes a third less time.
BROWSERS = ("chromium-headless-shell", "chromium")
INSTALL = ["apt-get", "install", "--yes", "--no-install-recommends"]


def _has_program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def _has_library(name: str) -> Callable[[], bool]:
    def is_loadable() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return is_loadable


def _has_font(pattern: str) -> Callable[[], bool]:
    return lambda: any(FONTS.rglob(pattern))


def _has_postgresql() -> bool:
    programs = postgresql_programs()
    return programs is not None and any(Path("/usr/share/postgresql").rglob("pg_trgm.control"))


def browser() -> str | None:
    """The chromium that journeys and pictures use: CHROMIUM, else one of Debian's."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


NEEDS: dict[str, Callable[[], bool]] = {
    "chromium-headless-shell": lambda: browser() is not None,
    "postgresql": _has_postgresql,
    "redis-server": _has_program("redis-server"),
    "gettext": _has_program("xgettext"),
    "libpango-1.0-0": _has_library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": _has_library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": _has_library("libharfbuzz-subset.so.0"),
    "fonts-dejavu-core": _has_font("DejaVuSans.ttf"),
    "fonts-noto-core": _has_font("NotoSans-Regular.ttf"),
    "fonts-noto-cjk": _has_font("NotoSansCJK-Regular.ttc"),
    "fonts-noto-color-emoji": _has_font("NotoColorEmoji.ttf"),
    "poppler-utils": _has_program("pdftotext"),
}


def missing_packages(*names: str) -> list[str]:
    """Return the Debian packages, of `names` or of all, that are not here."""
    return [name for name, is_here in NEEDS.items() if (not names or name in names) and not is_here()]


def require_packages(*names: str) -> None:
    """Install what is missing as root, or raise Problem with the exact command to type."""
    missing = missing_packages(*names)
    if not missing:
        return
    command = f"apt-get update && apt-get install {' '.join(missing)}"
    if os.geteuid() != 0:
        raise Problem(f"The tests need more of the system; type: sudo sh -c '{command}'")
    if not shutil.which("apt-get"):
        raise Problem(f"The tests need more of the system; install what Debian calls {', '.join(missing)}.")
    _install(missing, command)


def _install(missing: list[str], command: str) -> None:
    log = data_folder() / "apt.log"
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"Installing {', '.join(missing)}"):
        run(["apt-get", "update"], log=log, env=environment)
        code = run([*INSTALL, *missing], log=log, env=environment)
    if code:
        raise Problem(f"The system's packages could not be installed (see {log}); type: {command}")
