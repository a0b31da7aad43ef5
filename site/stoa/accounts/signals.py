"""News from the accounts, for the rooms above."""

from django.dispatch import Signal

#: Somebody has become a member: their first address is confirmed. Arguments: user.
joined = Signal()
