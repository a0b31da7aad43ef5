"""`make lock`: pin what pyproject.toml asks for, with hashes, for the oldest Python that Stoa runs on."""

from __future__ import annotations

import shutil
import subprocess

from scripts.console import ROOT, Problem, main, say
from scripts.environment import DEVELOPMENT, RUNTIME

COMPILE = ["pip", "compile", "pyproject.toml", "--python-version", "3.11"]
PLAIN = ["--generate-hashes", "--no-header", "--no-annotate", "--quiet"]


def make_lock() -> None:
    uv = shutil.which("uv")
    if not uv:
        raise Problem("`make lock` needs uv on the PATH: type `pip install uv` and try again.")
    _compile(uv, "-o", RUNTIME.name)
    _compile(uv, "--group", "dev", "-c", RUNTIME.name, "-o", DEVELOPMENT.name)
    say(f"Pinned {RUNTIME.name} and {DEVELOPMENT.name}.")


def _compile(uv: str, *options: str) -> None:
    if subprocess.run([uv, *COMPILE, *PLAIN, *options], cwd=ROOT).returncode:
        raise Problem("The requirements could not be pinned; uv says why above.")


if __name__ == "__main__":
    main(make_lock)
