"""What this room holds about a member: their likes."""

from community.reactions import likes
from community.reactions.models import Like
from stoa.accounts import privacy
from stoa.accounts.models import User


def register() -> None:
    mine = privacy.rows(Like, "user", "kind", "key", "created_at")
    privacy.register(privacy.Data(model=Like, export=mine, erase=_erase))


def _erase(user: User, keep_content: bool) -> None:
    """A like says who likes: it goes in any case, and the numbers follow."""
    likes.erase(user=user)
