"""What an editor may do with the page they read: the links of Wagtail's user bar, without its scripts."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Page

from stoa.accounts.models import User


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class EditorsBar:
    """How the page stands and what may be done with it."""

    status: str
    links: list[Link]


@dataclass(frozen=True)
class Editing:
    """Whether someone may enter the admin, and their bar for a page where they have rights."""

    may_enter: bool
    bar: EditorsBar | None = None


def editing(*, user: User, page_id: int | None) -> Editing:
    """Asks the database once; about a page that is not there it says nothing but to superusers."""
    if page_id is None:
        return Editing(user.is_superuser or _entering(user).exists())
    page = _with_rights(user).filter(pk=page_id).first()
    may_enter = user.is_superuser or bool(page and page.opens_admin)
    return Editing(may_enter, _bar(page, user) if page and may_enter else None)


def _with_rights(user: User) -> QuerySet[Page]:
    """Pages with what `user` may do there, as Wagtail's groups say: read with the page, not in a second question."""
    return Page.objects.annotate(
        opens_admin=Exists(_entering(user)),
        may_change=Exists(_rights_on_outer_page(user, "change_page")),
        may_add=Exists(_rights_on_outer_page(user, "add_page")),
    )


def _entering(user: User) -> QuerySet[Permission]:
    return Permission.objects.filter(
        Q(group__user=user) | Q(user=user), codename="access_admin", content_type__app_label="wagtailadmin"
    )


def _rights_on_outer_page(user: User, codename: str) -> QuerySet[GroupPagePermission]:
    """A right on a page holds for those below, whose tree paths begin with its own."""
    rights = GroupPagePermission.objects.filter(group__user=user, permission__codename=codename)
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return rights.alias(outer_path=path).filter(outer_path__startswith=F("page__path"))


def _bar(page: Any, user: User) -> EditorsBar | None:
    links = []
    if page.may_change or user.is_superuser:
        links.append(Link(_("Edit this page"), reverse("wagtailadmin_pages:edit", args=[page.pk])))
    if (page.may_add or user.is_superuser) and _has_room_below(page):
        links.append(Link(_("Add a page below"), reverse("wagtailadmin_pages:add_subpage", args=[page.pk])))
    if not links:
        return None
    links.append(Link(_("Show in the tree"), reverse("wagtailadmin_explore", args=[page.pk])))
    links.append(Link(_("Dashboard"), reverse("wagtailadmin_home")))
    return EditorsBar(_status(page), links)


def _has_room_below(page: Page) -> bool:
    page_type = page.specific_class
    return bool(page_type) and any(kind.can_create_at(page) for kind in page_type.creatable_subpage_models())


def _status(page: Page) -> str:
    if not page.live:
        return _("Draft")
    return _("Published, with newer changes") if page.has_unpublished_changes else _("Published")
