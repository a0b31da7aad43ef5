"""News of the catalogue, sent in the transaction that makes it true."""

from django.dispatch import Signal

#: Sent with `offer`, `before` and `after`: what could be sold before and now, None for as many as one likes.
stock_changed = Signal()

#: Sent with `translation_key` and `is_new`: what a page sells, or what it costs, is another; new if nothing was sold.
terms_changed = Signal()
