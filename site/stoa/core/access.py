"""The one access rule: may this user see this page? Everything public asks here.

A page is visible when it is live and no view restriction stops the user: none on the page or above it, and, where one
of these is an alias, none on the alias's source or above that, and so on. Password restrictions stop every list;
Wagtail's own check opens such a page to those who typed the password.
Page types add conditions of their own with `restrict` (a lesson needs an enrolment, for example).
"""

from collections.abc import Callable, Collection
from typing import Any, Protocol, Self, TypeVar, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left, Length
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
    restricted = Page.objects.filter(pk__in=page_ids).order_by().values_list("pk", "path")
    return Page.objects.filter(_below(restricted))


def _unrestricted(user: Viewer) -> Q:
    return Q(~_below(_restrictions_stopping(user).values_list("page_id", "page__path")))


def _restrictions_stopping(user: Viewer) -> QuerySet[PageViewRestriction]:
    restrictions = PageViewRestriction.objects.all()
    if not user.is_authenticated:
        return restrictions
    restrictions = restrictions.exclude(restriction_type=PageViewRestriction.LOGIN)
    if user.is_superuser:
        return restrictions.exclude(restriction_type=PageViewRestriction.GROUPS)
    return restrictions.exclude(restriction_type=PageViewRestriction.GROUPS, groups__in=user.groups.all())


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


def _below(restricted: QuerySet[Any, tuple[int, str]]) -> Exists:
    """Does the outer page, or the one it is an alias of, stand at or below one of `restricted` or of their aliases?"""
    sql, values = restricted.query.sql_with_params()
    sql = _STOPS.format(restricted=sql, pages=Page._meta.db_table)
    stops = Page.objects.filter(pk__in=RawSQL(sql, values))  # noqa: S611 -- made of our own words and Django's SQL
    own, of_source = (Q(path=Left(OuterRef(path), Length("path"))) for path in ("path", "alias_of__path"))
    return Exists(stops.filter(own | of_source))


def _path_and_those_above(path: str) -> set[str]:
    """Paths in the tree of the page at `path` and of its ancestors."""
    return {path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)}


class VisiblePageQuerySet(PageQuerySet):
    """Page QuerySet that knows the access rule."""

    def visible_to(self, user: Viewer) -> Self:
        return visible_to(self, user)


VisiblePageManager = PageManager.from_queryset(VisiblePageQuerySet)
