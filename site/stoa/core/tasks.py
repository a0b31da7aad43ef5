"""Celery tasks of the foundations: scheduled publishing, the sweep, cooking, renditions, mail."""

from celery import shared_task
from django.core.management import call_command

from stoa.core import cooking, heartbeat, images, mail, pagecache, sweep

__all__ = ["cook_stale", "mail", "make_renditions", "publish_scheduled", "run_sweep"]


@shared_task
def publish_scheduled() -> None:
    """Publish what is due and take down what has expired; runs every minute."""
    call_command("publish_scheduled", verbosity=0)


@shared_task(name="stoa.core.tasks.sweep")
def run_sweep() -> None:
    """Redo what a crash or an outage left undone; runs every 30 seconds."""
    heartbeat.beat()
    sweep.run_all()


@shared_task
def cook_stale() -> None:
    """Cook every page that is marked or of an older renderer; also part of the sweep."""
    for page in cooking.cook_stale():
        pagecache.purge(pagecache.page_tag(page))


@shared_task
def make_renditions(image_id: int) -> None:
    """Make every rendition the site's presets need of one image, before the first visitor asks."""
    images.make_renditions(image_id)
