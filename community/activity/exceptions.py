"""What rooms can get wrong when they tell of something: names that nobody has registered."""


class UnknownKindError(LookupError):
    """No app registered a kind of notice of this name."""


class UnknownVerbError(LookupError):
    """No app registered a verb of this name."""
