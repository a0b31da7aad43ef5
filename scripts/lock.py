"""`make lock`: pin what pyproject.toml asks for, with hashes, for the oldest Python that Stoa runs on."""

from __future__ import annotations

import shutil
import subprocess

from scripts.console import ROOT, Problem, main, say
from scripts.environment import DEVELOPMENT, RUNTIME

COMPILE = ["pip", "compile", "--python-version", "3.11"]
MONITOR = ROOT / "requirements-monitor.txt"
PROJECT = "pyproject.toml"
PLAIN = ["--generate-hashes", "--no-header", "--no-annotate", "--quiet"]


def make_lock() -> None:
    uv = shutil.which("uv")
    if not uv:
        raise Problem("`make lock` needs uv on the PATH: type `pip install uv` and try again.")
    _compile(uv, PROJECT, "-o", RUNTIME.name)
    _compile(uv, PROJECT, "--group", "dev", "-c", RUNTIME.name, "-o", DEVELOPMENT.name)
    _compile(uv, "--group", "monitor", "-c", RUNTIME.name, "-o", MONITOR.name)
    say(f"Pinned {RUNTIME.name}, {DEVELOPMENT.name} and {MONITOR.name}.")


def _compile(uv: str, *options: str) -> None:
    if subprocess.run([uv, *COMPILE, *PLAIN, *options], cwd=ROOT).returncode:
        raise Problem("The requirements could not be pinned; uv says why above.")


if __name__ == "__main__":
    main(make_lock)
