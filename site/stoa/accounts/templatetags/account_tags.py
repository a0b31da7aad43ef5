"""The navigation of one's own account."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()


@dataclass(frozen=True)
class Section:
    """A page of the account, and how the names of the pages below it begin."""

    url_name: str
    label: Promise
    begins: tuple[str, ...]


SECTIONS = (
    Section("dashboard", _("Dashboard"), ("dashboard",)),
    Section("edit_profile", _("Profile"), ("edit_profile",)),
    Section("account_email", _("E-mail address"), ("account_email",)),
    Section("account_change_password", _("Password"), ("account_change_password", "account_set_password")),
    Section("mfa_index", _("Two-factor log-in"), ("mfa_",)),
    Section("usersessions_list", _("Devices"), ("usersessions_",)),
    Section("socialaccount_connections", _("Connected accounts"), ("socialaccount_",)),
    Section("my_data", _("My data"), ("my_data",)),
)


@register.inclusion_tag("accounts/navigation.html", takes_context=True)
def account_navigation(context: dict[str, Any]) -> dict[str, Any]:
    """Links to the sections that there are; the one that is open is marked."""
    match = context["request"].resolver_match
    here = match.url_name if match else ""
    entries = [
        {"url": url, "label": section.label, "is_current": here.startswith(section.begins)}
        for section in SECTIONS
        if (url := _address(section))
    ]
    return {"entries": entries}


def _address(section: Section) -> str:
    """Empty for what this site does not have."""
    if section.url_name == "socialaccount_connections" and not settings.SOCIALACCOUNT_PROVIDERS:
        return ""
    try:
        return reverse(section.url_name)
    except NoReverseMatch:
        return ""
