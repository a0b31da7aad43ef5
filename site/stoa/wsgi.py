"""WSGI entry point: pages behind gunicorn."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoa.settings.production")

from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from stoa.core import garbage
from stoa.core.strict_forms import without_charset

django_application = get_wsgi_application()
garbage.settle_down()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Django's, which fails before any middleware on a Content-Type that names an odd codec of Python's."""
    if "CONTENT_TYPE" in environ:
        environ["CONTENT_TYPE"] = without_charset(environ["CONTENT_TYPE"])
    return django_application(environ, start_response)
