"""Who moderates: whoever has the right "moderate comment". Rows are never added, edited or deleted in the admin."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

VIEW = "view"
MODERATE = "moderate"


class ModerationPolicy(ModelPermissionPolicy):
    """Seeing and moderating are the only rights; forms of the admin would go past `community.comments.threads`."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in (VIEW, MODERATE) and super().user_has_permission(user, action)


def may_moderate(user: Any) -> bool:
    return user.has_perm("comments.moderate_comment")
