"""Who moderates: whoever has the right "moderate case"."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import permission_required
from wagtail.admin.auth import require_admin_access

RIGHT = "moderation.moderate_case"


def moderators_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Others get 403; visitors are sent to log in."""
    return require_admin_access(permission_required(RIGHT, raise_exception=True)(view))


def may_moderate(user: Any) -> bool:
    return user.has_perm(RIGHT)
