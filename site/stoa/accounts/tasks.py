"""What accounts do in the background."""

from celery import shared_task

from stoa.accounts import sessions


@shared_task
def forget_ended_sessions() -> None:
    """Delete what is kept about log-ins that are over; runs daily."""
    sessions.forget_ended()
