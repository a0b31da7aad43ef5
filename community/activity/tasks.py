"""Celery tasks of activity."""

from community.activity.digests import send_digests
from community.activity.mailing import mail_notice

__all__ = ["mail_notice", "send_digests"]
