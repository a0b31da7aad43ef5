"""News of the catalogue, sent in the transaction that makes it true."""

from django.dispatch import Signal

#: Sent with `offer`, `before` and `after`: what could be sold before and now, None for as many as one likes.
stock_changed = Signal()
