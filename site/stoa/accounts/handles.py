"""Handles: the short public names in addresses."""

import secrets

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

#: Names that would pass for the people who run the site, or for words with a meaning of their own.
RESERVED = frozenset(
    "admin administrator all anonymous everybody everyone former-member guest help here me mod moderator moderators"
    " official owner postmaster root security site staff stoa support system team webmaster".split()
)


def free_handle(text: str) -> str:
    """A handle made from `text` that nobody has yet."""
    user_model = apps.get_model("accounts", "User")
    base = slugify(text)[:22].strip("-_")
    if len(base) < 2:
        base = "reader"
    handle = base
    while handle in RESERVED or user_model.objects.filter(handle=handle).exists():
        handle = f"{base}-{secrets.token_hex(3)}"
    return handle


def refuse_reserved(handle: str) -> None:
    """Raises ValidationError for a name that is not for members."""
    if handle in RESERVED:
        raise ValidationError(_("This name is kept for the site itself."))
