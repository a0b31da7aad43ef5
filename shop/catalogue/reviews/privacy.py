"""What reviews hold about members."""

from shop.catalogue.models import Review
from shop.catalogue.reviews import writing
from stoa.accounts import privacy
from stoa.accounts.models import User

COLUMNS = ("translation_key", "stars", "title", "text", "language", "state", "created_at", "edited_at", "reply")


def register() -> None:
    privacy.register(privacy.Data(model=Review, export=privacy.rows(Review, "user", *COLUMNS), erase=_erase))


def _erase(user: User, keep_content: bool) -> None:
    """What stays is by a former member. What they replied in the name of the shop stays the shop's."""
    writing.erase(author=user, keep_content=keep_content)
