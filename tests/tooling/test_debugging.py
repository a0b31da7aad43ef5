"""What DEBUG=1 adds to the development settings, in a process of its own."""

import subprocess
import sys

from scripts.console import ROOT
from scripts.suite import clean_environment

CODE = """
import django
django.setup()
from django.conf import settings
from django.urls import NoReverseMatch, reverse
try:
    panel = reverse("djdt:render_panel")
except NoReverseMatch:
    panel = ""
toolbar = "debug_toolbar.middleware.DebugToolbarMiddleware" in settings.MIDDLEWARE
print(settings.DEBUG, toolbar, panel, settings.PAGE_CACHE_SECONDS > 0)
"""


def start(folder, **changes):
    variables = clean_environment() | changes | {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "STOA_DATA_DIR": str(folder)}
    variables["DJANGO_SETTINGS_MODULE"] = "stoa.settings.dev"
    command = [sys.executable, "-c", CODE]
    result = subprocess.run(command, env=variables, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    return result.stdout.strip() or result.stderr


def test_c17_debug_toolbar_is_there_for_those_who_ask(tmp_path):
    assert start(tmp_path, DEBUG="1") == "True True /__debug__/render_panel/ False"


def test_make_run_shows_what_visitors_see(tmp_path):
    assert start(tmp_path) == "False False  True"
