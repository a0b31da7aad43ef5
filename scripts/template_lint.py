"""curlylint over the templates that have changed since they were last found good: it is slow."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from scripts.console import ROOT
from scripts.environment import VENV, data_folder
from scripts.templates import template_files

if TYPE_CHECKING:
    from pathlib import Path

AT_ONCE = 2


def lint(files: list[Path]) -> bool:
    """Run curlylint on the files, in a few processes; what it finds goes to the screen."""
    shares = [share for share in (files[start::AT_ONCE] for start in range(AT_ONCE)) if share]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return all(list(pool.map(_lint_some, shares)))


def _lint_some(files: list[Path]) -> bool:
    return subprocess.run([VENV / "bin" / "curlylint", "--quiet", *files], cwd=ROOT).returncode == 0


def main() -> int:
    store = data_folder() / "template-lint.json"
    rules = (ROOT / "pyproject.toml").read_bytes() + (ROOT / "requirements-dev.txt").read_bytes()
    digests = {str(file): hashlib.sha256(rules + file.read_bytes()).hexdigest() for file in template_files()}
    good = json.loads(store.read_text()) if store.exists() else {}
    changed = [file for file in template_files() if good.get(str(file)) != digests[str(file)]]
    if changed and not lint(changed):
        return 1
    store.write_text(json.dumps(digests))
    return 0


if __name__ == "__main__":
    sys.exit(main())
