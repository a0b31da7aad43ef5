"""Threads, comments, and who wants no mail about them."""

from community.comments.models.comments import Comment, State
from community.comments.models.refusals import MailRefusal
from community.comments.models.threads import Thread

__all__ = ["Comment", "MailRefusal", "State", "Thread"]
