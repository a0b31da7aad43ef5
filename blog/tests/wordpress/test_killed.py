"""A run that is killed in the middle: the next one finishes it, and nothing is there twice or half."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection, connections

from blog.models import ImportedItem
from blog.tests.wordpress import files
from blog.tests.wordpress.states import comparable_state

pytestmark = pytest.mark.once

POSTS = 24
KILLED_AFTER = 8
SECONDS = 120
MAKE_BLOG = (
    "from home.models import HomePage; from blog.models import BlogIndexPage; "
    "home = HomePage.objects.get(locale__language_code='en'); "
    "home.add_child(instance=BlogIndexPage(title='Blog', slug='blog'))"
)


def export():
    """Posts that link to those before and after them, with comments; pages, the lower ones first."""
    posts = [
        files.item(
            number,
            f"Post {number}",
            f'<h2>Part</h2><p>After <a href="/2020/post-{number - 1}/">one</a>, before '
            f'<a href="/2020/post-{POSTS + 1 - number}/">another</a>.</p>',
            files.term("category", "child", "Child"),
            files.term("post_tag", f"tag-{number % 3}", f"Tag {number % 3}"),
            files.comment(2 * number),
            files.comment(2 * number + 1, parent=2 * number),
        )
        for number in range(1, POSTS + 1)
    ]
    pages = [
        files.item(200 - depth, f"Level {depth}", "x", type="page", name=f"level-{depth}", parent=201 - depth)
        for depth in range(3, 0, -1)
    ]
    return [
        files.author("ann", "Ann"),
        files.category("child", "Child", "up"),
        files.category("up", "Up"),
        *pages,
        *posts,
    ]


@contextmanager
def copy_of_the_database(folder):
    """What a program needs in its environment to work on a copy of the test database, which is at the alias "copy"."""
    if connection.vendor == "sqlite":
        name = folder / "stoa.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(name)) as target:
            connection.connection.backup(target)
        variables = {"STOA_DATA_DIR": str(folder)}
    else:
        connection.creation.clone_test_db("killed", verbosity=0)
        name = connection.creation.get_test_db_clone_settings("killed")["NAME"]
        address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")
        variables = {"DATABASE_URL": address.geturl()}
    connections.databases["copy"] = {**connection.settings_dict, "NAME": name}
    try:
        yield {**os.environ, **variables, "REDIS_URL": ""}
    finally:
        connections["copy"].close()
        del connections["copy"], connections.databases["copy"]
        if connection.vendor != "sqlite":
            connection.creation.destroy_test_db(suffix="killed", verbosity=0)


def manage(*arguments, **options):
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(
        command, cwd=settings.ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
    )


def finish(program):
    output, errors = program.communicate(timeout=SECONDS)
    assert program.returncode == 0, errors
    return output


def posts_in_the_copy():
    return ImportedItem.objects.using("copy").filter(kind="post").count()


def kill_in_the_middle(program):
    while posts_in_the_copy() < KILLED_AFTER:
        try:
            program.wait(timeout=0.02)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail(f"It ended before it could be killed: {program.stderr.read()}")
    program.kill()
    program.communicate()


@pytest.fixture(scope="module")
def killed(django_db_setup, django_db_blocker, tmp_path_factory):
    """How many posts were there when the run was killed, what later runs said, and what came of it all."""
    folder = tmp_path_factory.mktemp("killed")
    path = folder / "export.xml"
    path.write_text(files.export(*export()))
    with django_db_blocker.unblock(), copy_of_the_database(folder) as environment:
        finish(manage("shell", "-c", MAKE_BLOG, env=environment))
        kill_in_the_middle(manage("import_wordpress", str(path), env=environment))
        posts = posts_in_the_copy()
        reports = [finish(manage("import_wordpress", str(path), env=environment)) for _run in range(2)]
        return SimpleNamespace(posts=posts, reports=reports, state=comparable_state("copy"))


def test_run_after_a_kill_comes_to_what_one_run_comes_to(killed, load):
    load(*export())

    assert KILLED_AFTER <= killed.posts < POSTS
    assert comparable_state() == killed.state
    assert f"post: {POSTS - killed.posts} made" in killed.reports[0]
    assert "made" not in killed.reports[1]
    assert "updated" not in killed.reports[1]
