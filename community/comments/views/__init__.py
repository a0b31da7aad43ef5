"""Pages and endpoints for writing comments; all of them private, none of them kept by a cache."""

from community.comments.views.changing import delete, edit, mine, save
from community.comments.views.mails import refuse_mail
from community.comments.views.showing import show
from community.comments.views.writing import add, post

__all__ = ["add", "delete", "edit", "mine", "post", "refuse_mail", "save", "show"]
