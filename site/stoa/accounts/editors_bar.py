"""What an editor may do with the page they read: the links of Wagtail's user bar, without its scripts."""

from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.db.models import Exists, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

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
    """Asks the database twice at most."""
    page = None
    may_enter = user.is_superuser
    if page_id is not None:
        page = Page.objects.annotate(opens_admin=Exists(_entering(user))).filter(pk=page_id).first()
        may_enter = may_enter or bool(page and page.opens_admin)
    if page is None and not may_enter:
        may_enter = _entering(user).exists()
    if page is None or not may_enter:
        return Editing(may_enter)
    return Editing(may_enter, _bar(page, user))


def _entering(user: User) -> QuerySet[Permission]:
    return Permission.objects.filter(
        Q(group__user=user) | Q(user=user), codename="access_admin", content_type__app_label="wagtailadmin"
    )


def _bar(page: Page, user: User) -> EditorsBar | None:
    rights = page.permissions_for_user(user)
    links = []
    if "change" in rights.permissions or user.is_superuser:
        links.append(Link(_("Edit this page"), reverse("wagtailadmin_pages:edit", args=[page.pk])))
    if rights.can_add_subpage():
        links.append(Link(_("Add a page below"), reverse("wagtailadmin_pages:add_subpage", args=[page.pk])))
    if not links:
        return None
    links.append(Link(_("Show in the tree"), reverse("wagtailadmin_explore", args=[page.pk])))
    links.append(Link(_("Dashboard"), reverse("wagtailadmin_home")))
    return EditorsBar(_status(page), links)


def _status(page: Page) -> str:
    if not page.live:
        return _("Draft")
    return _("Published, with newer changes") if page.has_unpublished_changes else _("Published")
