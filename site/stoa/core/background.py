"""Runs Wagtail's django-tasks jobs (reference index, file deletes, purges) through Celery."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from celery import shared_task
from django.db import IntegrityError, OperationalError
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus


class Job(NamedTuple):
    """A task by its dotted path, and what it is called with."""

    path: str
    args: list[Any]
    kwargs: dict[str, Any]


_collected: ContextVar[list[Job] | None] = ContextVar("_collected", default=None)


@contextmanager
def each_job_once() -> Iterator[None]:
    """Inside, a job that is asked for again is not queued again: saving a page several times indexes it once."""
    jobs: list[Job] = []
    token = _collected.set(jobs)
    try:
        yield
    finally:
        _collected.reset(token)
    for job in jobs:
        run.delay_on_commit(*job)


# Two jobs about one new page may write its row of the index at once; on SQLite one may wait too long for another.
@shared_task(
    name="stoa.core.background.run",
    autoretry_for=(IntegrityError, OperationalError),
    retry_backoff=True,
    max_retries=5,
)
def run(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Call the django-tasks task at the dotted `path`."""
    import_string(path).func(*args, **kwargs)


class CeleryBackend(BaseTaskBackend):
    """Hands each job to Celery after the current transaction; results are not kept."""

    supports_priority = True

    def enqueue(self, task: Task, args: list[Any], kwargs: dict[str, Any]) -> TaskResult:
        self.validate_task(task)
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=uuid.uuid4().hex,
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        _queue(Job(f"{task.func.__module__}.{task.func.__qualname__}", result.args, result.kwargs))
        return result


def _queue(job: Job) -> None:
    jobs = _collected.get()
    if jobs is None:
        run.delay_on_commit(*job)
    elif job not in jobs:
        jobs.append(job)
