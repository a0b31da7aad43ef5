"""News about likes, sent in the transaction that makes it true."""

from django.dispatch import Signal

#: Sent with `user` and `shown` (stoa.core.things.Shown).
liked = Signal()
#: Sent with `user`, `kind` and `key`.
unliked = Signal()
