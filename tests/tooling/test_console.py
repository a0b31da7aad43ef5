import os
import pty
import re
import subprocess
import sys

from scripts.console import ROOT

PROGRAM = """
import signal, sys
from scripts import console

with console.step("Waiting", tick_seconds=0.01):
    if sys.stdout.isatty():
        signal.pause()  # until the tick
"""
STEP = [sys.executable, "-c", PROGRAM]


def test_step_counts_its_seconds_on_a_terminal():
    terminal, its_end = pty.openpty()
    subprocess.run(STEP, cwd=ROOT, stdout=its_end, check=True, timeout=30)
    os.close(its_end)

    shown = os.read(terminal, 65536).decode()
    os.close(terminal)

    assert re.fullmatch(r"  Waiting … (\r  Waiting … 0 s)+\r  Waiting … 0\.\d s\r\n", shown)


def test_step_is_one_line_elsewhere():
    done = subprocess.run(STEP, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30)

    assert re.fullmatch(r"  Waiting … 0\.\d s\n", done.stdout)
