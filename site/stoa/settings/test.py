"""The test suite: fast hashing, mail and tasks in the process, no page cache unless a test turns it on."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from stoa.settings.base import *
from stoa.settings.env import ENV
from stoa.settings.services import CACHES, CHANNEL_LAYERS, DATABASES

DEBUG = False
DEVELOPMENT = True
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
SERVE_MEDIA = True
SECRET_KEY = "test-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="stoa-test-media-"))
PROTECTED_ROOT = Path(tempfile.mkdtemp(prefix="stoa-test-protected-"))
for folder in (MEDIA_ROOT, PROTECTED_ROOT):
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
PAGE_CACHE_SECONDS = 0
WAGTAILADMIN_BASE_URL = "http://testserver"

# Tests run side by side, each process with a database and so with a cache of its own: Redis has sixteen.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
if ENV.redis_url:
    _redis_url = f"{ENV.redis_url.rpartition('/')[0]}/{WORKER}"
    CACHES = {"default": {**CACHES["default"], "LOCATION": _redis_url}}
    CHANNEL_LAYERS = {
        "default": {
            **CHANNEL_LAYERS["default"],
            "CONFIG": {"hosts": [_redis_url], "prefix": f"worker-{WORKER}"},
        }
    }

# `make test` migrates once: the name of a database on PostgreSQL, the file of one on SQLite (copied in conftest.py).
MIGRATED = os.environ.get("MIGRATED", "")
if MIGRATED:
    DATABASES["default"]["TEST"] = {"MIGRATE": False, "TEMPLATE": MIGRATED}
