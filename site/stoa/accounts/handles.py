"""Handles: the short public names in addresses. That of an account that is gone is nobody's again: what others wrote to
it, and links to it, shall not lead to a stranger.
"""

import hashlib
import secrets
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from stoa.accounts.exceptions import FormerHandleError

#: Names that would pass for the people who run the site, or for words with a meaning of their own.
RESERVED = frozenset(
    "admin administrator all anonymous everybody everyone former-member guest help here me mod moderator moderators"
    " official owner postmaster root security site staff stoa support system team webmaster".split()
)


def free_handle(text: str) -> str:
    """A handle made from `text` that nobody has yet."""
    base = slugify(text)[:22].strip("-_")
    if len(base) < 2:
        base = "reader"
    handle = base
    while handle in RESERVED or is_kept(handle) or _is_in_use(handle):
        handle = f"{base}-{secrets.token_hex(3)}"
    return handle


def refuse_reserved(handle: str) -> None:
    """Raises ValidationError for a name that is not for members."""
    if handle in RESERVED:
        raise ValidationError(_("This name is kept for the site itself."))


def is_kept(handle: str) -> bool:
    """Whether an account that is gone had it."""
    return bool(_former_handles().filter(digest=_digest(handle)).exists())


def keep(handle: str) -> None:
    """Let nobody have the handle of an account that goes.

    Only a digest stays, so that nobody can read the list; who guesses a handle can tell that it was one, as anybody can
    who tries to take it.
    """
    _former_handles().get_or_create(digest=_digest(handle))


def refuse_kept(handle: str) -> None:
    """Raises FormerHandleError. Asked once the user's row is saved: by then whoever goes with this handle is gone."""
    if is_kept(handle):
        raise FormerHandleError(handle)


def _is_in_use(handle: str) -> bool:
    return bool(apps.get_model("accounts", "User").objects.filter(handle=handle).exists())


def _former_handles() -> Any:
    return apps.get_model("accounts", "FormerHandle").objects


def _digest(handle: str) -> str:
    return hashlib.sha256(handle.encode()).hexdigest()
