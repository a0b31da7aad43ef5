"""The one access rule: may this user see this page? Everything public asks here.

A page is visible when it is live and no view restriction on it or on an ancestor stops the user. Password
restrictions stop every list; Wagtail's own check opens such a page to those who typed the password.
Page types add conditions of their own with `restrict` (a lesson needs an enrolment, for example).
"""

from collections.abc import Callable
from typing import Any, Protocol, Self, TypeVar, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
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


def _unrestricted(user: Viewer) -> Q:
    """What holds for a page holds for its aliases."""
    stops_page, stops_source = (_restrictions_stopping(user, path) for path in ("path", "alias_of__path"))
    return Q(~Exists(stops_page)) & (Q(alias_of=None) | Q(~Exists(stops_source)))


def _restrictions_stopping(user: Viewer, path: str) -> QuerySet[PageViewRestriction]:
    """Restrictions on the outer page at `path` or an ancestor (whose tree path begins its own) that stop `user`."""
    restrictions = PageViewRestriction.objects.alias(
        seen_path=ExpressionWrapper(OuterRef(path), output_field=CharField())
    ).filter(seen_path__startswith=F("page__path"))
    if not user.is_authenticated:
        return restrictions
    restrictions = restrictions.exclude(restriction_type=PageViewRestriction.LOGIN)
    if user.is_superuser:
        return restrictions.exclude(restriction_type=PageViewRestriction.GROUPS)
    return restrictions.exclude(restriction_type=PageViewRestriction.GROUPS, groups__in=user.groups.all())


class VisiblePageQuerySet(PageQuerySet):
    """Page QuerySet that knows the access rule."""

    def visible_to(self, user: Viewer) -> Self:
        return visible_to(self, user)


VisiblePageManager = PageManager.from_queryset(VisiblePageQuerySet)
