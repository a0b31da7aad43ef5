"""What can stop the foundations; apps catch these by name."""


class FetchRefused(Exception):
    """Why nothing was fetched, in words for the person who gave the address."""


class TooLarge(FetchRefused):
    """The body is larger than was asked for."""


class CurrencyMismatch(ValueError):
    """Amounts of two currencies have no sum."""


class UnknownKind(LookupError):
    """No app registered a kind of thing of this name."""
