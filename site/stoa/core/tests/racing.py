"""Races between processes, as they happen on a site with several: `race` in a test, the rest in each process.

A racer is a function of one text that answers a text; name it "package.module:function". Each call has a thread and a
connection of its own, and all begin at once. On PostgreSQL they meet in the test's database, so the test must commit
(`COMMITTING`); on SQLite, whose test database is in memory, in a copy of it in a file that is read back afterwards.
The processes are forked from one in which Django has been loaded once.
"""

import os
import sqlite3
import sys
import threading
from contextlib import contextmanager
from multiprocessing import get_context

import pytest
from django.db import connection, connections
from django.utils.module_loading import import_string

COMMITTING = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SECONDS = 120
FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["stoa.core.tests.loaded"])


def race(racer, arguments, folder, processes=2):
    """What each call answered, or the name of what it raised, in the order of `arguments`."""
    shares = [arguments[start::processes] for start in range(processes)]
    with database_for_all(folder) as name:
        answers = answers_of(racer, shares, name)
    return [answers[number % processes][number // processes] for number in range(len(arguments))]


def die(racer, argument, folder):
    """Call a racer that does not come back, alone; the code with which its process ended."""
    start = FORKS.Barrier(1)
    with database_for_all(folder) as name:
        process = fork(racer, [argument], name, start, None)
        process.join(SECONDS)
        return process.exitcode


def answers_of(racer, shares, database):
    """Those of each share, which a process of its own calls."""
    start, running, ends = FORKS.Barrier(len(shares)), [], []
    try:
        for share in shares:
            end, their_end = FORKS.Pipe(duplex=False)
            running.append(fork(racer, share, database, start, their_end))
            their_end.close()
            ends.append(end)
        assert [end.poll(SECONDS) for end in ends] == [True] * len(ends)
        return [end.recv() for end in ends]
    finally:
        for process, end in zip(running, ends, strict=True):
            process.kill()
            process.join()
            end.close()


def fork(*arguments):
    """A process that does `run`. Its parent, which the first call starts, finds our modules by PYTHONPATH."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        process = FORKS.Process(target=run, args=arguments)
        process.start()
    return process


@contextmanager
def database_for_all(folder):
    """The name of a database that other processes find, too; what they did in it can be seen afterwards."""
    if connection.vendor != "sqlite":
        yield connection.settings_dict["NAME"]
        return
    file = folder / "stoa.sqlite3"
    copy(source=connection.connection, target=file)
    yield file
    read_back(file)


def copy(*, source, target):
    file = sqlite3.connect(target)
    source.backup(file)
    file.close()


def read_back(path):
    file = sqlite3.connect(path)
    file.backup(connection.connection)
    file.close()


def run(racer, arguments, database, start, end):
    """In a process of its own: wait for the others, call in threads, send the answers."""
    connections.databases["default"]["NAME"] = database
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
    start.wait()
    begin.set()
    for thread in threads:
        thread.join()
    end.send(answers)
