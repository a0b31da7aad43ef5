from dataclasses import fields

import pytest

from scripts import suite
from scripts.console import Problem
from stoa.settings import env

REPORT = '<testsuites><testsuite errors="{e}" failures="{f}" skipped="{s}" tests="{t}"></testsuite></testsuites>'


@pytest.mark.parametrize(
    ("counts", "code", "expected", "is_good"),
    [
        ({"t": 10, "f": 0, "e": 0, "s": 1}, 0, (9, 0, 1), True),
        ({"t": 10, "f": 2, "e": 1, "s": 0}, 1, (7, 3, 0), False),
        ({"t": 0, "f": 0, "e": 0, "s": 0}, suite.NOTHING_COLLECTED, (0, 0, 0), True),
        ({"t": 5, "f": 0, "e": 0, "s": 0}, 2, (4, 1, 0), False),
    ],
)
def test_report_is_counted(tmp_path, counts, code, expected, is_good):
    report = tmp_path / "report.xml"
    report.write_text(REPORT.format(**counts))

    result = suite._read_report("SQLite", code, report)

    assert (result.passed, result.failed, result.skipped) == expected
    assert result.is_good is is_good


def test_run_that_wrote_no_report_has_failed(tmp_path):
    result = suite._read_report("SQLite", 4, tmp_path / "missing.xml")

    assert result.failed == 1
    assert not result.is_good


def test_summary_ends_with_one_line_for_all(capsys):
    suite.summarise([suite.Result("PostgreSQL", 0, 10, 0, 1), suite.Result("Browser", 1, 3, 2, 0)], 61.4)

    assert capsys.readouterr().out.splitlines()[-1] == "13 passed, 2 failed, 1 skipped in 61 s"


def test_environment_of_tests_holds_nothing_of_a_running_site(monkeypatch):
    names = {field.name.upper() for field in fields(env.Environment)}
    for name in names:
        monkeypatch.setenv(name, "/elsewhere")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "stoa.settings.production")
    monkeypatch.setenv("LANG", "C.UTF-8")

    clean = suite.clean_environment()

    assert names & set(clean) == {"STOA_DATA_DIR"}
    assert "DJANGO_SETTINGS_MODULE" not in clean
    assert (clean["LANG"], clean["STOA_DATA_DIR"]) == ("C.UTF-8", "/elsewhere")


def test_tables_that_cannot_be_made_are_a_problem(tmp_path):
    with pytest.raises(Problem, match="The tables could not be made"):
        suite.migrate_both(tmp_path, f"postgres://nobody@/none?host={tmp_path}")
