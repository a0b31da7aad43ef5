import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command

from stoa.core.flattened import SCRIPT, STYLESHEET, ScriptFinder, StylesheetFinder, flatten_css, flatten_js

CSS, JS = (settings.ROOT / "static" / name for name in ("css", "js"))


def test_flatten_puts_files_into_their_layer_without_comments(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "b.css").write_text("b {\n  color: red;\n}\n")
    (tmp_path / "parts" / "a.css").write_text("/* why */\na:hover {\n  margin: 0 auto;\n}\n")
    entry = tmp_path / "site.css"
    entry.write_text('@layer one;\n@import "parts/*.css" layer(one);\n')

    css = flatten_css(entry)

    assert css == "@layer one;@layer one{a:hover{margin: 0 auto}b{color: red}}\n"


def test_flatten_puts_modules_into_the_script_that_imports_them(tmp_path):
    (tmp_path / "open.js").write_text(
        "// Why.\nlet number = 0;\n\nexport async function bind(element) {\n  number++;\n}\n"
    )
    entry = tmp_path / "site.js"
    entry.write_text('import * as door from "./open.js";\n\ndoor.bind(document.body); // now\n')

    assert flatten_js(entry) == (
        "const door = (() => {\nlet number = 0;\n\nasync function bind(element) {\n  number++;\n}\n"
        "return { bind };\n})();\n\ndoor.bind(document.body); // now\n"
    )


def test_script_is_whole():
    text = Path(finders.find(SCRIPT)).read_text(encoding="utf-8")

    assert not re.search(r"^\s*(?:import|export)\b", text, re.MULTILINE)
    assert text.count("return { bind };") == text.count("= (() => {") == len(list(JS.glob("*.js"))) - 2


def test_stylesheet_is_found_where_static_files_are_looked_for():
    found = finders.find(STYLESHEET)

    text = Path(found).read_text(encoding="utf-8")
    assert "@import" not in text
    assert text.count("{") == text.count("}")


def test_flattened_files_are_listed_for_collectstatic():
    finders = (StylesheetFinder(), ScriptFinder())

    assert [path for finder in finders for path, _storage in finder.list(None)] == [STYLESHEET, SCRIPT]


def test_one_who_reads_while_another_writes_finds_the_file(tmp_path):
    both = Barrier(2)

    class Slow(StylesheetFinder):
        def flatten(self):
            both.wait(timeout=10)
            return "a{}"

    def find_afresh(round_number):
        finder.storage = FileSystemStorage(location=tmp_path / str(round_number))
        return list(readers.map(finder.find, [STYLESHEET, STYLESHEET]))

    finder = Slow()
    with ThreadPoolExecutor(2) as readers:
        found = [find_afresh(number) for number in range(100)]

    assert all(Path(path).read_text() == "a{}" for paths in found for path in paths)


def test_colours_are_said_in_tokens_alone():
    colour = re.compile(r"#[0-9a-f]{3,8}\b|\brgb\(|\bhsl\(", re.IGNORECASE)
    # Shadows over pictures are black in every scheme; paper is white and ink black in print; cameras want codes
    # on white.
    exempt = {"tokens.css", "print.css", "gallery.css", "dialog.css", "footer.css", "header.css", "codes.css"}

    strays = [file.name for file in CSS.rglob("*.css") if file.name not in exempt and colour.search(file.read_text())]

    assert strays == []


def test_house_rules_of_css_hold():
    broken = re.compile(r"!important|(?:margin|padding)-(?:left|right|top|bottom)|^#\w", re.MULTILINE)

    strays = [file.name for file in CSS.rglob("*.css") if broken.search(file.read_text())]

    assert strays == []


def test_production_collects_static_files_under_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }

    call_command("collectstatic", "--no-input", verbosity=0)

    assert len(list(tmp_path.glob("css/stoa.*.css"))) == 1
    assert len(list(tmp_path.glob("js/stoa.*.js"))) == 1
