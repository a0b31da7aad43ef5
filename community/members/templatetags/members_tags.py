"""Members in any template: what may be done about one, and their links."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from community.members import menu
from community.members.standing import Standing

register = template.Library()


@dataclass(frozen=True)
class Control:
    """A button that posts to `action`; `question` is asked before, where it is not easily undone."""

    label: str
    action: str
    question: str = ""
    explanation: str = ""


@register.simple_tag
def member_controls(standing: Standing) -> list[Control]:
    """Mute and block, or the way back."""
    name = {"name": standing.name}
    if standing.is_muted:
        mute = Control(_("Unmute"), reverse("unmute_member", args=[standing.handle]))
    else:
        told = _("You get no notices of what %(name)s does. They do not learn of it.") % name
        mute = Control(_("Mute"), reverse("mute_member", args=[standing.handle]), explanation=told)
    if standing.has_blocked:
        return [mute, Control(_("Unblock"), reverse("unblock_member", args=[standing.handle]))]
    told = _("You no longer follow each other. Neither may follow, answer, mention or write to the other.")
    question = _("Block %(name)s?") % name
    block = Control(_("Block"), reverse("block_member", args=[standing.handle]), f"{question} {told}", told)
    return [mute, block]


@register.simple_tag
def member_links(standing: Standing) -> list[tuple[str | Promise, str]]:
    """(label, address) of what rooms above offer about a member."""
    return menu.links(standing)
