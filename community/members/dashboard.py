"""What stands on a member's own dashboard: rooms above put their panels there (the bookmarklet, newest activities)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.members import profiles
from stoa.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Panel:
    """`template` is rendered with what `context(user)` gives, in a fixed number of queries; in the order of `order`."""

    name: str
    order: int
    template: str
    context: Callable[[User], dict[str, Any]]


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Called in `AppConfig.ready`; twice is the same as once."""
    _panels[panel.name] = panel


def frame_of(user: User) -> profiles.Frame:
    """Who one is and what one has, as oneself sees it. One query, and one a section."""
    return profiles.frame_of(profiles.with_counts(User.objects.filter(pk=user.pk)).get(), user)


def panels(request: HttpRequest, user: User) -> list[SafeString]:
    shown = sorted(_panels.values(), key=lambda panel: (panel.order, panel.name))
    return [render_to_string(panel.template, panel.context(user), request) for panel in shown]
