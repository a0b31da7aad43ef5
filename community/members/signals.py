"""News about members, sent in the transaction that makes it true."""

from django.dispatch import Signal

#: Sent with `follower` and `followed`, both User, when somebody begins to follow.
followed = Signal()
#: Sent with `blocker` and `blocked`, both User; they no longer follow each other.
blocked = Signal()
