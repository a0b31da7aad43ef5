"""Categories with their parents, and tags."""

from collections.abc import Iterator

from taggit.models import Tag

from blog.importing.wordpress import records
from blog.importing.wordpress.content.convert import to_text, to_title
from blog.importing.wordpress.content.rich_text import shortened
from blog.importing.wordpress.session import Session
from blog.importing.wordpress.slugs import to_slug
from blog.models import Category
from stoa.core.slugs import without_letters

CATEGORY_NAME, TAG_NAME, SLUG = 80, 100, 80
HANDLED = {"category", "post_tag", "nav_menu", "post_format"}


class Terms:
    """Categories and tags by their slugs at the old site."""

    def __init__(self, session: Session) -> None:
        self.session = session
        terms = session.index.terms
        self._categories = {term.slug: term for term in terms if term.taxonomy == "category"}
        self._tags = {term.slug: term for term in terms if term.taxonomy == "post_tag"}
        self._ids: dict[tuple[str, str], int] = {}
        self.used: dict[str, set[int]] = {"category": set(), "tag": set()}

    def load_all(self) -> None:
        for term in self._categories.values():
            self.category(term)
        for term in self._tags.values():
            self.tag(term)
        for term in self.session.index.terms:
            if term.taxonomy not in HANDLED:
                self.session.report.note("term of a plugin", f"{term.taxonomy}: {term.name or term.slug}")

    def category(self, term: records.Term, *, above: tuple[str, ...] = ()) -> int:
        """Id of the category. `above` are the slugs it was reached from, so that a circle of parents ends."""
        if ("category", term.slug) not in self._ids:
            known = self._categories.get(term.slug, term)
            parent = self._categories.get(known.parent)
            is_circle = known.parent in (*above, known.slug)
            parent_id = self.category(parent, above=(*above, known.slug)) if parent and not is_circle else None
            self._ids["category", term.slug] = self._load_category(known, parent_id)
        return self._ids["category", term.slug]

    def tag(self, term: records.Term) -> int:
        if ("tag", term.slug) not in self._ids:
            known = self._tags.get(term.slug, term)
            self._ids["tag", term.slug] = self._load_tag(known)
        return self._ids["tag", term.slug]

    def category_addresses(self) -> Iterator[tuple[str, str]]:
        """(path of the old list, slug) of categories with posts that the public may read."""
        slugs = dict(Category.objects.filter(pk__in=self.used["category"]).values_list("pk", "slug"))
        for (kind, slug), number in self._ids.items():
            if kind == "category" and number in self.used["category"]:
                yield f"category/{'/'.join(self._line(slug))}", slugs.get(number, slug)

    def tag_addresses(self) -> Iterator[tuple[str, str]]:
        slugs = dict(Tag.objects.filter(pk__in=self.used["tag"]).values_list("pk", "slug"))
        for (kind, slug), number in self._ids.items():
            if kind == "tag" and number in self.used["tag"]:
                yield f"tag/{slug}", slugs.get(number, slug)

    def _line(self, slug: str) -> list[str]:
        """Slugs from the topmost category down to this one."""
        line = [slug]
        while (known := self._categories.get(line[0])) and known.parent and known.parent not in line:
            line.insert(0, known.parent)
        return line

    def _load_category(self, term: records.Term, parent_id: int | None) -> int:
        name, description = self._name(term, CATEGORY_NAME), to_text(term.description)
        payload = {"name": name, "parent": parent_id, "description": description}
        wish = to_slug(term.slug, length=SLUG) or to_slug(term.name, length=SLUG)
        slug = wish or self._without_letters("category", name)

        def write(existing: Category | None) -> Category:
            here = Category.objects.filter(locale=self.session.locale, slug=slug).first()
            if existing is None and here is not None:
                return here
            saved = existing or Category(locale=self.session.locale, slug=slug)
            saved.name, saved.parent_id, saved.description = name, parent_id, description
            saved.save()
            return saved

        return self.session.ledger.keep("category", term.slug[:200], payload, model=Category, write=write)

    def _load_tag(self, term: records.Term) -> int:
        payload = {"name": self._name(term, TAG_NAME)}
        if not to_slug(payload["name"]):
            self._without_letters("tag", payload["name"])

        def write(existing: Tag | None) -> Tag:
            saved = existing or Tag.objects.filter(name__iexact=payload["name"]).first()
            return saved or Tag.objects.create(name=payload["name"])

        return self.session.ledger.keep("tag", term.slug[:200], payload, model=Tag, write=write)

    def _without_letters(self, kind: str, name: str) -> str:
        slug = without_letters(kind, name)
        self.session.report.note("name without letters", f"{kind} {name}: its address is {slug}")
        return slug

    def _name(self, term: records.Term, length: int) -> str:
        name = to_title(term.name) or term.slug
        if len(name) > length:
            self.session.report.note("name shortened", name)
        return shortened(name, length)
