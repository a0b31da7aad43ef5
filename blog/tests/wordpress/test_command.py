"""The command: its options, and what it says to wrong ones."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from blog.models import BlogIndexPage, BlogPostPage
from blog.tests.wordpress import files
from blog.tests.wordpress.files import WHOLE
from blog.tests.wordpress.states import state_of_the_site


def test_wrong_file_writes_nothing(tmp_path, blog):
    before = state_of_the_site()
    path = tmp_path / "export.xml"
    path.write_text(files.export(*WHOLE)[:-40])

    with pytest.raises(CommandError, match="cut off"):
        call_command("import_wordpress", str(path), verbosity=0)

    assert state_of_the_site() == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"under": "/en/nowhere/"}, "There is no blog at /en/nowhere/. Blogs: /en/blog/."),
        ({"under": "/en/"}, "There is no blog at /en/"),
        ({"locale": "xx"}, "no language xx"),
        ({"locale": "es"}, "no blog to import into"),
        ({"media": Path("/nonexistent")}, "is no folder"),
    ],
)
def test_wrong_options_are_one_clear_message(load, options, message):
    with pytest.raises(CommandError, match=message):
        load(*WHOLE, **options)


def test_under_names_the_blog(load, home):
    other = home.add_child(instance=BlogIndexPage(title="News", slug="news"))

    load(files.item(1, "T", "x"), under="en/news")

    assert BlogPostPage.objects.get().get_parent().pk == other.pk


def test_command_is_a_program_with_help():
    output = subprocess.run(
        [sys.executable, "manage.py", "import_wordpress", "--help"], capture_output=True, text=True, check=True
    ).stdout

    assert "--fetch-media" in output
