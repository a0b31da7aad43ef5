"""Make .venv and keep it in step with the pinned requirements: by uv when it is here, else by venv and pip."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.console import ROOT, Problem, main, run, step

OLDEST_PYTHON = (3, 11)
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "stoa-requirements.json"
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"

NO_NETWORK = re.compile(
    r"name resolution|failed to establish a new connection|network is unreachable|dns error|error sending request"
    r"|connection refused|timed out|could not connect|failed to fetch|connection reset|no route to host"
    r"|could not find a version that satisfies",
    re.IGNORECASE,
)


def data_folder() -> Path:
    return Path(os.environ.get("STOA_DATA_DIR") or ROOT / "var")


def check_folders() -> None:
    """Raise Problem when the project's folder or its data folder cannot be written to."""
    advice = {ROOT: "clone Stoa where you may write"}
    for folder in (ROOT, data_folder()):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f".write-test-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            advised = advice.get(folder, "set STOA_DATA_DIR to a folder where you may write")
            raise Problem(f"The folder {folder} cannot be written to ({error.strerror}): {advised}.") from error


def check_system_libraries() -> None:
    """Raise Problem when Python came without the system libraries that Stoa cannot do without."""
    probe = "import ssl, sqlite3; sqlite3.connect(':memory:').execute('create virtual table t using fts5(x)')"
    if subprocess.run([sys.executable, "-c", probe], capture_output=True).returncode:
        raise Problem(
            "This Python lacks SQLite with full-text search or OpenSSL: "
            "install the system's own (apt install python3 libsqlite3-0 openssl) and try again."
        )


def prepare(requirements: Path = RUNTIME) -> Path:
    """Bring .venv to what `requirements` pins and return its Python; does nothing when that is already so."""
    if not _works():
        check_system_libraries()
        _create()
    if not _is_installed(requirements):
        _install(requirements)
    return PYTHON


def _works() -> bool:
    """Is there an environment whose Python starts and is new enough? A moved or half-made one does not count."""
    try:
        probe = [str(PYTHON), "-c", f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"]
        return subprocess.run(probe, capture_output=True).returncode == 0
    except OSError:
        return False


def _create() -> None:
    if VENV.is_symlink() and not VENV.exists():
        raise Problem(f"{VENV} points to {os.readlink(VENV)}, which is not there: remove the link and try again.")
    log = data_folder() / "install.log"
    with step("Making the environment in .venv"):
        if uv := shutil.which("uv"):
            code = run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV], log=log)
        else:
            _check_venv_module()
            code = run([sys.executable, "-m", "venv", "--clear", VENV], log=log)
        if code:
            raise Problem(f"The environment could not be made: {_last_line(log)} (all of it in {log}).")


def _check_venv_module() -> None:
    if subprocess.run([sys.executable, "-c", "import venv, ensurepip"], capture_output=True).returncode:
        raise Problem("Python's venv module is missing: type `apt install python3-venv` (as root) and try again.")


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _is_installed(requirements: Path) -> bool:
    try:
        return json.loads(STAMP.read_text())[requirements.name] == _digest(requirements)
    except (OSError, ValueError, KeyError):
        return False


def _install(requirements: Path) -> None:
    log = data_folder() / "install.log"
    with step(f"Installing {requirements.name} (the first time takes a minute)"):
        code = run([*_installer(log), "--require-hashes", "-r", requirements], log=log)
    if code:
        raise Problem(_explain(log))
    # The development requirements hold the runtime ones at the same versions.
    files = {requirements, RUNTIME}
    STAMP.write_text(json.dumps({file.name: _digest(file) for file in files}))


def _installer(log: Path) -> list[str | Path]:
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--quiet", "--python", PYTHON]
    if run([PYTHON, "-m", "pip", "--version"], log=log) and run([PYTHON, "-m", "ensurepip"], log=log):
        raise Problem("The environment in .venv has no pip: remove .venv and try again (or put uv on the PATH).")
    quick = ["--no-deps", "--disable-pip-version-check", "--retries", "2", "--timeout", "20"]
    return [PYTHON, "-m", "pip", "install", *quick]


def _explain(log: Path) -> str:
    text = log.read_text(errors="replace")
    if "No space left" in text or "os error 28" in text:
        return "The disk is full: the packages need about 500 MB."
    if NO_NETWORK.search(text):
        return f"The packages could not be fetched: is there a network? The package index did not answer (see {log})."
    return f"The packages could not be installed: {_last_line(log)} (all of it in {log})."


def _last_line(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"


def make_develop() -> None:
    check_folders()
    prepare(DEVELOPMENT)


if __name__ == "__main__":
    main(make_develop)
