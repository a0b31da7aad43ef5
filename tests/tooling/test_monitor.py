"""The monitor of the workers, behind its password."""

import subprocess
import sys

import pytest

from scripts.console import ROOT

#: Shows what it was started with, in the place of Celery.
SHOW = """
import os, sys
names = ("FLOWER_BASIC_AUTH", "FLOWER_ADDRESS", "FLOWER_UNAUTHENTICATED_API")
print(*[os.environ[name] for name in names], *sys.argv[1:])
"""


@pytest.fixture
def start(tmp_path):
    """start(MONITOR_PASSWORD=…): how the command ended."""
    (tmp_path / "celery.py").write_text(SHOW)

    def do(**variables):
        variables |= {"PYTHONPATH": str(tmp_path)}
        command = [sys.executable, "deploy/monitor.py"]
        return subprocess.run(command, env=variables, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)

    return do


@pytest.mark.parametrize("password", [{}, {"MONITOR_PASSWORD": ""}, {"MONITOR_PASSWORD": "short"}])
def test_monitor_without_a_password_does_not_start(start, password):
    ended = start(**password)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "set MONITOR_PASSWORD" in ended.stderr


def test_monitor_asks_for_its_password_on_this_machine_only(start):
    ended = start(MONITOR_PASSWORD="correct-horse-battery", FLOWER_UNAUTHENTICATED_API="true")

    assert ended.stdout == "stoa:correct-horse-battery 127.0.0.1 false --app stoa.celery flower --persistent=false\n"
