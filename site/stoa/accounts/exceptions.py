"""What can be wrong with an account."""

from django.db import IntegrityError


class FormerHandleError(IntegrityError):
    """The handle was that of an account that is gone: to whoever saves, it is as taken as any other."""
