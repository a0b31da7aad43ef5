import re
from dataclasses import fields

from scripts.console import ROOT
from stoa.settings.env import Environment

#: Read by Django itself.
OTHERS = {"DJANGO_SETTINGS_MODULE"}


def test_o05_every_variable_of_the_environment_is_explained_once():
    rows = re.findall(r"^\| (`[^|]+) \|", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE)
    explained = [name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)]

    assert sorted(explained) == sorted({field.name.upper() for field in fields(Environment)} | OTHERS)


def test_links_between_the_docs_lead_somewhere():
    files = [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "deploy").glob("*.md"),
    ]
    links = [(file, link) for file in files for link in re.findall(r"\]\(([^)#:]+)\)", file.read_text())]

    assert [(file.name, link) for file, link in links if not (file.parent / link).exists()] == []
    assert len(links) > 20
