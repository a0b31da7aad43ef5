import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import reasons, templates
from scripts.console import ROOT

SEMGREP = Path(sys.executable).parent / "semgrep"


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("<p>{{ text|safe }}</p>", ["safe"]),
        ("{% pageurl page %}", ["query"]),
        ("{% for tag in page.tags.all %}", ["query"]),
        ('<script src="{% static "js/theme.js" %}" type="module"></script>', []),
        ('<script type="application/ld+json">', []),
        ("<script>alert(1)</script>", ["inline-script"]),
        ('<p style="color: red">', ["inline-style"]),
        ('<button onclick="go()">', ["inline-handler"]),
        ('<img src="https://elsewhere.example/a.png" alt="">', ["external"]),
        ('<a href="https://elsewhere.example/">', []),
        ('{% include "components/tag.html" with tag=tag %}', ["only"]),
        ("{% include 'blog/components/sidebar.html' %}", ["only"]),
        ('{% include "components/tag.html" with tag=tag only %}{% include "icons/play.svg" %}', []),
    ],
)
def test_template_line_breaks_only_its_rule(line, rules):
    assert [name for name, _ in templates._broken_rules(line, is_public=True)] == rules


def test_template_of_the_shop_may_not_include_the_blogs():
    homes = {"blog/card.html": "blog", "components/card.html": "shared", "{%blog_tags": "blog"}

    upward = list(templates._broken_arrows('{% include "blog/card.html" %}', "shop", homes))
    loading = list(templates._broken_arrows("{% load i18n blog_tags %}", "shop", homes))
    downward = list(templates._broken_arrows('{% include "components/card.html" with card=card only %}', "shop", homes))

    assert [upward, loading, downward] == [
        [("arrow", "shop may not use blog/card.html of blog")],
        [("arrow", "shop may not use blog_tags of blog")],
        [],
    ]


def test_exception_without_reason_is_found():
    found = reasons.EXCEPTION.search("import x  # noqa: PLC0415")

    assert not reasons.REASON.search(found["rest"])


CODE = {
    "fetch-only-through-core": "import requests\n",
    "no-mark-safe": "from django.utils.safestring import mark_safe\n\nx = mark_safe(text)\n",
    "no-csrf-exempt": "@csrf_exempt\ndef view(request):\n    return None\n",
    "live-needs-access-rule": "posts = Post.objects.live().order_by('id')\n",
    "no-shell": "import subprocess\n\nsubprocess.run(command, shell=True)\n",
}


@pytest.mark.skipif(not SEMGREP.exists(), reason="semgrep is a development tool")
def test_house_rules_find_what_they_forbid(tmp_path):
    shutil.copytree(ROOT / ".semgrep", tmp_path / ".semgrep")
    for name, code in CODE.items():
        (tmp_path / f"{name.replace('-', '_')}.py").write_text(code)
    (tmp_path / "allowed.py").write_text("posts = Post.objects.live().visible_to(user)\n")

    command = [
        SEMGREP,
        "scan",
        "--config",
        ".semgrep",
        "--metrics=off",
        "--disable-version-check",
        "--quiet",
        "--emacs",
        ".",
    ]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout

    found = {name for name in CODE if f"{name.replace('-', '_')}.py" in said and name in said}
    assert found == set(CODE)
    assert "allowed.py" not in said
