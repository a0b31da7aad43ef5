"""The Celery application; with the in-memory broker a worker thread runs inside the server process."""

import os
import threading
from typing import Any

from celery import Celery
from celery.signals import worker_ready

from stoa.core import heartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoa.settings.dev")

app = Celery("stoa")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Threads that know no current app fall back to the default one; it must be ours.
app.set_default()


@worker_ready.connect
def _say_ready(sender: Any = None, **kwargs: Any) -> None:
    """A worker shows itself when it starts, not only with the first sweep."""
    heartbeat.beat()


def start_embedded_worker() -> None:
    """Run one worker and the beat scheduler in daemon threads of this process."""
    from celery.beat import EmbeddedService, Scheduler  # noqa: PLC0415 -- only needed in the embedded default

    # By the name that the settings use: Celery looks for that one first, and every task would run in its request.
    app.conf.update(CELERY_TASK_ALWAYS_EAGER=False)
    worker = app.WorkController(
        app=app, pool_cls="threads", concurrency=2, loglevel="WARNING", without_gossip=True, ready_callback=_say_ready
    )
    threading.Thread(target=worker.start, name="celery-worker", daemon=True).start()
    beat = EmbeddedService(app, thread=True, scheduler_cls=Scheduler)
    beat.daemon = True
    beat.start()
