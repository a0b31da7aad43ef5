"""Races between processes, as they happen on a site with several: `race` in a test, the rest in each process.

A racer is a function of one text that answers a text; name it "package.module:function". Each call has a thread and a
connection of its own, and all begin at once. On PostgreSQL they meet in the test's database, so the test must commit
(`COMMITTING`); on SQLite, whose test database is in memory, in a copy of it in a file that is read back afterwards.
"""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import django
import pytest
from django.db import connection
from django.utils.module_loading import import_string

ROOT = Path(__file__).resolve().parents[4]
COMMITTING = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def race(racer, arguments, folder, processes=2):
    """What each call answered, or the name of what it raised, in the order of `arguments`."""
    file = folder / "stoa.sqlite3"
    if connection.vendor == "sqlite":
        copy(source=connection.connection, target=file)
    answers = answers_of(racer, [arguments[start::processes] for start in range(processes)], folder)
    if connection.vendor == "sqlite":
        read_back(file)
    return [answers[number % processes][number // processes] for number in range(len(arguments))]


def die(racer, argument, folder):
    """Call a racer that does not come back, alone; the code with which its process ended."""
    file = folder / "stoa.sqlite3"
    if connection.vendor == "sqlite":
        copy(source=connection.connection, target=file)
    process = start_process(racer, [argument], environment(folder))
    process.communicate("go\n", timeout=60)
    if connection.vendor == "sqlite":
        read_back(file)
    return process.returncode


def answers_of(racer, shares, folder):
    """Those of each share, which a process of its own calls."""
    places = environment(folder)
    running = [start_process(racer, share, places) for share in shares]
    try:
        for process in running:
            assert process.stdout.readline() == "ready\n"
        for process in running:
            process.stdin.write("go\n")
            process.stdin.flush()
        return [json.loads(process.communicate(timeout=120)[0]) for process in running]
    finally:
        for process in running:
            process.kill()


def environment(folder):
    """Variables that lead a process to the database of the race."""
    places = os.environ | {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "stoa.settings.test"}
    if connection.vendor == "sqlite":
        return places | {"DATABASE_URL": "", "STOA_DATA_DIR": str(folder)}
    facts = connection.settings_dict
    where = f"host={facts['HOST'] or facts['OPTIONS'].get('host', '')}"
    user = f"{facts['USER']}:{facts['PASSWORD']}".rstrip(":")
    return places | {"DATABASE_URL": f"postgres://{user}@/{facts['NAME']}?{where}"}


def copy(*, source, target):
    file = sqlite3.connect(target)
    source.backup(file)
    file.close()


def read_back(path):
    file = sqlite3.connect(path)
    file.backup(connection.connection)
    file.close()


def start_process(racer, arguments, places):
    command = [sys.executable, "-m", "stoa.core.tests.racing", racer, *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=places, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def run(racer, arguments):
    """In a process of its own: wait for the start, call in threads, print the answers."""
    django.setup()
    call, begin = import_string(racer.replace(":", ".")), threading.Event()
    answers = [""] * len(arguments)

    def go(number, argument):
        begin.wait()
        try:
            answers[number] = call(argument)
        except Exception as error:
            answers[number] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=pair) for pair in enumerate(arguments)]
    for thread in threads:
        thread.start()
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    begin.set()
    for thread in threads:
        thread.join()
    print(json.dumps(answers))  # noqa: T201


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2:])
