"""Logs: one JSON line a record in production, text in development."""

from typing import Any

from stoa.settings.env import ENV

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "stoa.core.logs.RequestIdFilter"}},
    "formatters": {
        "json": {"()": "stoa.core.logs.JsonFormatter"},
        "text": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": ENV.log_format or "json",
        }
    },
    "root": {"handlers": ["console"], "level": ENV.log_level},
    "loggers": {
        "django.server": {"handlers": ["console"], "propagate": False},
        # A line for each beat of the clock tells nobody anything; failures still come through.
        "celery": {"level": "WARNING"},
        "daphne": {"level": "WARNING"},
        "kombu": {"level": "ERROR"},
        # It would tell each call, and in detail what was sent: addresses of buyers among it.
        "stripe": {"level": "WARNING"},
    },
}
