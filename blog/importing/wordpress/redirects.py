"""Old addresses lead to the new ones."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from blog.importing.wordpress.addresses import key_of, path_of
from blog.importing.wordpress.people import Authors
from blog.importing.wordpress.session import Session
from blog.importing.wordpress.terms import Terms

LENGTH = 255
KEY_LENGTH = 200


class OldAddresses:
    """Redirects from paths of the old site. One that is there already is left as it is."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._parents: dict[int, str] = {}

    def lead_to_page(self, url: str, page_id: int, *, parent_id: int, slug: str) -> None:
        """`url` to a page, unless the page has that very path."""
        old_path = self._old_path(url)
        new_path = f"{self._path_of(parent_id)}{slug}"
        if old_path and old_path != new_path:
            self._keep(old_path, page_id, route="")

    def lead_to_list(self, path: str, route: str) -> None:
        """A path below the old site's address to a list of the blog."""
        old_path = self._old_path(f"{self.session.index.site.url}/{path}/")
        if old_path:
            self._keep(old_path, self.session.blog.pk, route=route)

    def _keep(self, old_path: str, page_id: int, *, route: str) -> None:
        def write(existing: Redirect | None) -> Redirect:
            here = Redirect.objects.filter(old_path=old_path, site=self.session.site).first()
            if existing is None and here is not None:
                return here
            saved = existing or Redirect(old_path=old_path, site=self.session.site)
            saved.redirect_page_id, saved.redirect_page_route_path = page_id, route
            saved.save()
            return saved

        payload = {"title": old_path, "page": page_id, "route": route}
        self.session.ledger.keep("redirect", old_path[:KEY_LENGTH], payload, model=Redirect, write=write)

    def _old_path(self, url: str) -> str:
        """The path as redirects are looked up; "" for the home page and for addresses of other sites."""
        own = key_of(self.session.index.site.url).partition("/")[0]
        if not own or key_of(url).partition("/")[0] != own or not path_of(url):
            return ""
        path = Redirect.normalise_path(unquote(path_of(url)))
        return path if len(path) <= LENGTH else ""

    def _path_of(self, page_id: int) -> str:
        if page_id not in self._parents:
            page = Page.objects.filter(pk=page_id).first()
            self._parents[page_id] = unquote(urlsplit((page.url if page else "") or "").path)
        return self._parents[page_id]


def lead_lists(session: Session, *, authors: Authors, terms: Terms) -> None:
    """Old addresses of the feed and of categories, tags and authors that have posts to the lists of the blog."""
    addresses = OldAddresses(session)
    for path, route in _lists(session, authors, terms):
        addresses.lead_to_list(path, f"/{route}")


def _lists(session: Session, authors: Authors, terms: Terms) -> Iterator[tuple[str, str]]:
    reverse = session.blog.reverse_subpage
    yield "feed", reverse("feed")
    for path, slug in terms.category_addresses():
        yield path, reverse("category", kwargs={"slug": slug})
    for path, slug in terms.tag_addresses():
        yield path, reverse("tag", kwargs={"slug": slug})
    for path, handle in authors.addresses():
        yield path, reverse("author", kwargs={"handle": handle})
