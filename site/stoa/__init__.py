"""The project: wiring and foundations."""

from stoa.celery import app as celery_app

__all__ = ["celery_app"]
