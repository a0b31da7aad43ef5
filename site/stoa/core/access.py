"""The one access rule: may this user see this page? Everything public asks here.

A page is visible when it is live and no view restriction stops the user: none on the page or above it, and, where one
of these is an alias, none on the alias's source or above that, and so on. Password restrictions stop every list;
Wagtail's own check opens such a page to those who typed the password.
Page types add conditions of their own with `restrict` (a lesson needs an enrolment, for example).
"""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any, Protocol, Self, TypeVar, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, ExpressionWrapper, Func, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction

from stoa.core import pagecache

Pages = TypeVar("Pages", bound=QuerySet[Any])


class Viewer(Protocol):
    """Whoever looks: a user or the anonymous visitor."""

    @property
    def pk(self) -> Any: ...
    @property
    def is_authenticated(self) -> bool: ...
    @property
    def is_superuser(self) -> bool: ...
    @property
    def groups(self) -> Any: ...


_conditions: list[Callable[[Viewer], Q]] = []


def restrict(condition: Callable[[Viewer], Q]) -> None:
    """Add a condition on `Page` that every visible page must meet for the viewer; called in `AppConfig.ready`."""
    _conditions.append(condition)


def visible_to(pages: Pages, user: Viewer) -> Pages:
    """The pages among `pages` that `user` may see."""
    visible = pages.filter(_unrestricted(user), live=True)
    for condition in _conditions:
        visible = visible.filter(condition(user))
    return visible


def can_view(page: Page, user: Viewer) -> bool:
    return visible_to(Page.objects.filter(pk=page.pk), user).exists()


def opens_to(request: HttpRequest, page: Page) -> bool:
    """May whoever asks open `page`? As `can_view`, and also who typed its password, of which lists know nothing."""
    user = cast(Viewer, request.user)
    found = Page.objects.filter(pk=page.pk, live=True)
    for condition in _conditions:
        found = found.filter(condition(user))
    return found.exists() and all(restriction.accept_request(request) for restriction in restrictions_on(page))


def is_listed(request: HttpRequest, page: Page) -> bool:
    """Do lists know `page` for whoever opens it? Not for who typed its password: there it can be read, and no more."""
    return bool(getattr(page, "is_open", False)) or can_view(page, viewer(request))


def open_to_all() -> ExpressionWrapper:
    """An annotation of pages: may everybody see the page, live or not?"""
    answer = _unrestricted(AnonymousUser())
    for condition in _conditions:
        answer &= condition(AnonymousUser())
    return ExpressionWrapper(answer, output_field=BooleanField())


def viewer(request: HttpRequest) -> Viewer:
    """For whom the answer to `request` is made: nobody in particular where it is the same for everyone."""
    if pagecache.is_public(request):
        return AnonymousUser()
    return cast(Viewer, request.user)


def restrictions_on(page: Page) -> QuerySet[PageViewRestriction]:
    """Every restriction that whoever opens `page` has to meet. Two queries, and one more for each step to a source."""
    found: set[str] = set()
    paths = _path_and_those_above(page.path)
    while paths := paths - found:
        found |= paths
        sources = Page.objects.filter(path__in=paths, alias_of__isnull=False).values_list("alias_of__path", flat=True)
        paths = {above for source in sources for above in _path_and_those_above(source)}
    return PageViewRestriction.objects.filter(page__path__in=found)


def stopped_by(page_ids: Collection[int]) -> QuerySet[Page]:
    """The pages that a restriction on one of these pages stops."""
    return Page.objects.filter(_Below(*_ids_and_paths(Page.objects.filter(pk__in=page_ids), "pk", "path")))


def _unrestricted(user: Viewer) -> Q:
    return ~Q(_Below(*_stopping(user)) if user.is_authenticated else _below_any_restriction())


@cache
def _below_any_restriction() -> "_Below":
    """What stops visitors: it is the same for each query, and most queries ask it."""
    return _Below(*_stopping(AnonymousUser()))


def _stopping(user: Viewer) -> tuple[str, tuple[Any, ...]]:
    """The restricted pages that stop `user`, as `_ids_and_paths` says."""
    restrictions = PageViewRestriction.objects.all()
    if user.is_authenticated:
        restrictions = restrictions.exclude(restriction_type=PageViewRestriction.LOGIN)
        among = {} if user.is_superuser else {"groups__in": user.groups.all()}
        restrictions = restrictions.exclude(restriction_type=PageViewRestriction.GROUPS, **among)
    return _ids_and_paths(restrictions, "page_id", "page__path")


def _ids_and_paths(rows: QuerySet[Any], *fields: str) -> tuple[str, tuple[Any, ...]]:
    """The SQL that asks for these fields, and its values."""
    sql, values = rows.order_by().values_list(*fields).query.sql_with_params()
    return sql, tuple(values)


# From the restricted pages to the aliases of everything below them, and from those on. Of the aliases only those
# matter here that have pages below them or aliases of their own. Without restrictions it costs nothing, and it is
# worked out once in a query, however long the list.
_STOPS = """
WITH RECURSIVE stop (id, path) AS (
    {restricted}
    UNION
    SELECT alias.id, alias.path FROM stop
    JOIN {pages} AS source ON SUBSTR(source.path, 1, LENGTH(stop.path)) = stop.path
    JOIN {pages} AS alias ON alias.alias_of_id = source.id
    WHERE alias.numchild > 0 OR EXISTS (SELECT 1 FROM {pages} AS other WHERE other.alias_of_id = alias.id)
)
SELECT id FROM stop
"""


class _Below(Func):
    """Does the page, or the one it is an alias of, stand at or below a restricted page or an alias of such a one?

    Written as SQL, for nearly every query of pages asks it: to put it together from QuerySets takes longer than to
    answer it.
    """

    output_field = BooleanField()

    def __init__(self, restricted: str, values: tuple[Any, ...]) -> None:
        """`restricted` asks for ids and paths of pages."""
        super().__init__("path", "alias_of__path")
        self.stops = _STOPS.format(restricted=restricted, pages=Page._meta.db_table)
        self.values = values

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        (own, _none), (of_source, _none) = (compiler.compile(path) for path in self.get_source_expressions())
        is_below = "SUBSTR({path}, 1, LENGTH(stop_page.path)) = stop_page.path"
        where = f"{is_below.format(path=own)} OR {is_below.format(path=of_source)}"
        pages = f"SELECT 1 FROM {Page._meta.db_table} AS stop_page"  # noqa: S608 -- the name of Wagtail's table
        return f"EXISTS ({pages} WHERE stop_page.id IN ({self.stops}) AND ({where}))", self.values


def _path_and_those_above(path: str) -> set[str]:
    """Paths in the tree of the page at `path` and of its ancestors."""
    return {path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)}


class VisiblePageQuerySet(PageQuerySet):
    """Page QuerySet that knows the access rule."""

    def visible_to(self, user: Viewer) -> Self:
        return visible_to(self, user)


VisiblePageManager = PageManager.from_queryset(VisiblePageQuerySet)
