import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from stoa.core.stylesheet import NAME, StylesheetFinder, flatten

CSS = settings.ROOT / "static" / "css"


def test_flatten_puts_files_into_their_layer_without_comments(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "b.css").write_text("b {\n  color: red;\n}\n")
    (tmp_path / "parts" / "a.css").write_text("/* why */\na:hover {\n  margin: 0 auto;\n}\n")
    entry = tmp_path / "site.css"
    entry.write_text('@layer one;\n@import "parts/*.css" layer(one);\n')

    css = flatten(entry)

    assert css == "@layer one;@layer one{a:hover{margin: 0 auto}b{color: red}}\n"


def test_stylesheet_is_found_where_static_files_are_looked_for():
    found = finders.find(NAME)

    text = Path(found).read_text(encoding="utf-8")
    assert "@import" not in text
    assert text.count("{") == text.count("}")


def test_stylesheet_is_listed_for_collectstatic():
    assert [path for path, _storage in StylesheetFinder().list(None)] == [NAME]


def test_colours_are_said_in_tokens_alone():
    colour = re.compile(r"#[0-9a-f]{3,8}\b|\brgb\(|\bhsl\(", re.IGNORECASE)
    # Shadows over pictures are black in every scheme; paper is white and ink black in print.
    exempt = {"tokens.css", "print.css", "gallery.css", "dialog.css", "footer.css", "header.css"}

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
