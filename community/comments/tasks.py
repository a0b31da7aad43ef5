"""Celery tasks of comments."""

from celery import shared_task

from community.comments import threads
from community.comments.announcing import announce_task

__all__ = ["announce_task", "correct_counts"]


@shared_task(name="community.comments.tasks.correct_counts")
def correct_counts() -> None:
    """Nightly: set any count that does not equal its rows (rows that were removed by hand)."""
    threads.correct_counts()
