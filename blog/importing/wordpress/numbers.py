"""Numbers as an export writes them, and as somebody with bad intentions would."""

#: What databases hold; WordPress itself counts posts, comments and users no further.
LARGEST = 2**63 - 1
_DIGITS = len(str(LARGEST))


def number_of(text: str | None) -> int | None:
    """A whole number, zero or more; None for what is none or larger than LARGEST."""
    if not text or len(text) > _DIGITS or not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if number <= LARGEST else None
