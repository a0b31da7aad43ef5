"""Authors."""

from collections.abc import Iterator

from django.contrib.auth import get_user_model

from blog.importing.wordpress import records
from blog.importing.wordpress.content.convert import to_title
from blog.importing.wordpress.content.rich_text import shortened
from blog.importing.wordpress.session import Session
from blog.importing.wordpress.slugs import to_slug
from blog.models import Author

NAME, HANDLE = 120, 80


class Authors:
    """Authors by their log-in name at the old site."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._known = {author.login: author for author in session.index.authors}
        self._ids: dict[str, int] = {}
        self.used: set[int] = set()

    def load_all(self) -> None:
        for login in self._known:
            self.id_of(login)

    def id_of(self, login: str) -> int | None:
        """Id of the author with this log-in name; old exports name authors only at their posts."""
        if not login:
            return None
        if login not in self._ids:
            self._ids[login] = self._load(self._known.get(login) or records.Author(login))
        return self._ids[login]

    def addresses(self) -> Iterator[tuple[str, str]]:
        """(path of the old list, handle) of everyone whose posts the public may read."""
        handles = dict(Author.objects.filter(pk__in=self.used).values_list("pk", "handle"))
        for login, number in self._ids.items():
            if number in self.used:
                yield f"author/{login}", handles.get(number, login)

    def _load(self, author: records.Author) -> int:
        payload = {"name": shortened(to_title(author.name) or author.login, NAME), "email": author.email.lower()}

        def write(existing: Author | None) -> Author:
            saved = existing or self._same_person(author, payload["name"])
            if saved is None:
                saved = Author(locale=self.session.locale, handle=self._free_handle(author))
            elif existing is None:
                return saved
            saved.name = payload["name"]
            if author.email and saved.user is None:
                saved.user = get_user_model().objects.filter(email__iexact=author.email).first()
            saved.save()
            return saved

        return self.session.ledger.keep("author", author.login[:NAME], payload, model=Author, write=write)

    def _same_person(self, author: records.Author, name: str) -> Author | None:
        """An author who is here already: the same handle and the same name."""
        return Author.objects.filter(
            locale=self.session.locale, handle=to_slug(author.login, length=HANDLE), name__iexact=name
        ).first()

    def _free_handle(self, author: records.Author) -> str:
        wish = to_slug(author.login.partition("@")[0], length=HANDLE - 4) or "author"
        handle, number = wish, 2
        while Author.objects.filter(locale=self.session.locale, handle=handle).exists():
            handle, number = f"{wish}-{number}", number + 1
        return handle
