import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from scripts import environment, run
from scripts.console import ROOT, Problem, start, stop


def test_chosen_port_taken_names_the_next(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))

        with pytest.raises(Problem) as problem:
            run.chosen_port()

    assert f"Port {port} is taken" in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80 80"])
def test_chosen_port_not_a_port_says_so(monkeypatch, text):
    monkeypatch.setenv("PORT", text)

    with pytest.raises(Problem, match="is not a port"):
        run.chosen_port()


def test_chosen_port_free_is_returned(monkeypatch):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("PORT", str(port))

    assert run.chosen_port() == port


def test_check_folders_unwritable_names_the_folder(monkeypatch, tmp_path):
    blocked = tmp_path / "file" / "var"
    (tmp_path / "file").write_text("a file where a folder should be")
    monkeypatch.setenv("STOA_DATA_DIR", str(blocked))

    with pytest.raises(Problem, match=f"The folder {blocked} cannot be written to .* set STOA_DATA_DIR"):
        environment.check_folders()


def test_check_folders_unwritable_project_is_not_mended_by_another_data_folder(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("a file where a folder should be")
    monkeypatch.setattr(environment, "ROOT", tmp_path / "file" / "stoa")
    monkeypatch.setenv("STOA_DATA_DIR", str(tmp_path / "var"))

    with pytest.raises(Problem) as problem:
        environment.check_folders()

    assert str(problem.value).endswith(": clone Stoa where you may write.")


def test_prepare_without_venv_module_names_the_package(monkeypatch, tmp_path):
    monkeypatch.setenv("STOA_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(environment, "VENV", tmp_path / "venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "venv" / "bin" / "python")
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    monkeypatch.setattr(environment.sys, "executable", "/bin/false")
    monkeypatch.setattr(environment, "check_system_libraries", lambda: None)

    with pytest.raises(Problem, match="apt install python3-venv"):
        environment.prepare()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: Could not connect: [Errno -3] Temporary failure in name resolution", "is there a network"),
        ("error: error sending request for url", "is there a network"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "THESE PACKAGES DO NOT MATCH THE HASHES"),
    ],
)
def test_failed_install_is_explained_in_one_sentence(tmp_path, said, sentence):
    log = tmp_path / "install.log"
    log.write_text(f"Collecting something\n{said}\n")

    explanation = environment._explain(log)

    assert sentence in explanation
    assert "\n" not in explanation


def test_server_that_stops_at_once_is_a_problem():
    process = start([sys.executable, "-c", "raise SystemExit(3)"])

    with pytest.raises(Problem, match="stopped at once with code 3"):
        run.wait_until_up(process, "http://127.0.0.1:1")


def test_stop_ends_what_the_program_started():
    nested = "import subprocess, sys; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); p.wait()"
    process = start([sys.executable, "-c", nested], stdout=subprocess.PIPE, text=True)
    grandchild = int(process.stdout.readline())

    stop(process)
    process.stdout.close()

    assert process.returncode == -signal.SIGTERM
    assert _ends(grandchild)


def test_interrupted_command_leaves_no_orphan(tmp_path):
    program = tmp_path / "command.py"
    program.write_text(
        "import subprocess\n"
        "from scripts.console import main, start, stop\n"
        "def command():\n"
        "    child = start(['sleep', '60'])\n"
        "    print(child.pid, flush=True)\n"
        "    try:\n"
        "        child.wait()\n"
        "    finally:\n"
        "        stop(child)\n"
        "main(command)\n"
    )
    environment_with_path = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True, env=environment_with_path)
    child = int(process.stdout.readline())

    process.terminate()
    code = process.wait(10)
    process.stdout.close()

    assert code == 130
    assert _ends(child)


def _ends(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        with open(f"/proc/{pid}/stat") as stat:
            if stat.read().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        time.sleep(0.1)
    return False


def test_every_migration_prepares_the_database_again(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "ROOT", tmp_path)
    digests = {run._digest_of_sources()}
    for folder in ("blog", "shop/orders", "site/stoa/core", "site/stoa/accounts/privacy"):
        migration = tmp_path / folder / "migrations" / "0001_tables.py"
        migration.parent.mkdir(parents=True)
        migration.write_text(folder)
        digests.add(run._digest_of_sources())

    assert len(digests) == 5


@pytest.mark.parametrize(("email_url", "says"), [("", True), ("smtp://mail.example", False)])
def test_introduction_says_where_mails_are(monkeypatch, capsys, email_url, says):
    monkeypatch.setenv("EMAIL_URL", email_url)

    run.introduce(run.Address("http", "127.0.0.1", 8000))

    assert ("Mails are written here" in capsys.readouterr().out) is says
