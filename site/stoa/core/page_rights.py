"""What Wagtail lets everybody do who may publish, and we do not."""

from wagtail.models import PagePermissionTester

#: Who decides who may read a page; a right of groups, given in the admin like the others.
PRIVACY_RIGHT = "change_pageviewrestriction"


class PageRights(PagePermissionTester):
    """The rights of one user on one page."""

    def can_set_view_restrictions(self) -> bool:
        """Whoever may publish, and has the right to say who reads (docs/roles.md)."""
        return bool(super().can_set_view_restrictions() and self.user.has_perm(f"wagtailcore.{PRIVACY_RIGHT}"))
