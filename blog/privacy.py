"""What the blog holds about a member: the author they stand behind."""

from blog.models import Author
from stoa.accounts import privacy


def register() -> None:
    """An author belongs to the publication, whose posts name it; only the tie to the account goes."""
    authors = privacy.rows(Author, "user", "name", "handle", "bio")
    privacy.register(privacy.Data(model=Author, export=authors, erase=privacy.leave))
