"""Production as it is deployed, save that Stripe is the sandbox's server and that static files are not collected."""

import os

from stoa.settings.production import *  # noqa: F403 -- as all settings are made
from stoa.settings.production import CELERY_BEAT_SCHEDULE, STORAGES

STRIPE_API_BASE = os.environ["STRIPE_API_BASE"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CELERY_BEAT_SCHEDULE["sweep"]["schedule"] = float(os.environ["SWEEP_SECONDS"])
