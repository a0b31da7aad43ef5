import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from scripts.console import ROOT
from stoa.settings.env import Environment

#: Read by Django itself.
OTHERS = {"DJANGO_SETTINGS_MODULE"}
#: What tells how things are now; a decision in docs/adr/ was true on its day.
GUIDES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "docs" / "architecture.md",
    ROOT / "docs" / "glossary.md",
    *sorted((ROOT / "docs" / "howto").glob("*.md")),
]
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
#: Folders that are made at run time.
NOT_OURS = {".git", ".venv", "node_modules", "var"}
#: Paths that begin so are made at run time, or lie at somebody else's.
ELSEWHERE = ("var/", ".venv/", "wp-content/")
#: What ends so is a file, often one that the reader is to make.
FILES = (".py", ".js", ".css", ".html", ".txt", ".md", ".xml", ".toml", ".po", ".mo")


@pytest.fixture(scope="module")
def paths():
    """Of all files of the project, with a slash before."""
    folders = [child for child in ROOT.iterdir() if child.is_dir() and child.name not in NOT_OURS]
    inside = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    outside = [child for child in ROOT.iterdir() if child.is_file()]
    return [f"/{file.relative_to(ROOT)}" for file in (*outside, *inside)]


@pytest.fixture(scope="module")
def words(paths):
    """Every word of our programs."""
    read = (Path(ROOT, name[1:]).read_text() for name in paths if name.endswith(".py"))
    return {word for text in read for word in re.findall(r"\w+", text)}


def quoted(file):
    """What stands between backticks in running text."""
    return re.findall(r"`([^`\n]+)`", FENCED.sub("", file.read_text()))


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


@pytest.mark.parametrize("file", GUIDES, ids=lambda file: file.name)
def test_paths_in_the_guides_are_there(file, paths):
    named = [text for text in quoted(file) if re.fullmatch(r"[\w.-]+(/[\w.-]+)*(/|\.\w+)", text) and "/" in text]
    ours = [path for path in named if not path.startswith(ELSEWHERE)]

    assert [path for path in ours if not any(f"/{path}" in name for name in paths)] == []


@pytest.mark.parametrize("file", GUIDES, ids=lambda file: file.name)
def test_names_in_the_guides_are_in_the_code(file, words):
    """`core.sweep.register`, `offer.listed_price`: whoever renames one hears of it."""
    names = [text for text in quoted(file) if re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+(\(.*\))?", text)]
    ours = [name for name in names if not name.endswith(FILES)]

    assert [name for name in ours if not words.issuperset(name.partition("(")[0].split("."))] == []


@pytest.mark.parametrize("file", GUIDES, ids=lambda file: file.name)
def test_imports_in_the_guides_can_be_imported(file):
    lines = re.findall(r"^from ([\w.]+) import ([\w, ]+)$", file.read_text(), re.MULTILINE)
    named = [(module, name.strip()) for module, names in lines for name in names.split(",")]

    for module, name in named:
        if not hasattr(import_module(module), name):
            import_module(f"{module}.{name}")


def test_tree_of_rooms_is_that_of_the_folders(paths):
    tree = FENCED.findall((ROOT / "docs" / "architecture.md").read_text())[0]
    named = re.findall(r"(?<![\w/.])(?:\w+/(?![\w])|\w+\.py\b)", tree)

    assert [name for name in named if not any(f"/{name}" in path for path in paths)] == []
    assert len(named) > 30
