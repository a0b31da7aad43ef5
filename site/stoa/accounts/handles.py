"""Handles: the short public names in addresses."""

import secrets

from django.apps import apps
from django.utils.text import slugify


def free_handle(text: str) -> str:
    """A handle made from `text` that nobody has yet."""
    user_model = apps.get_model("accounts", "User")
    base = slugify(text)[:22].strip("-_")
    if len(base) < 2:
        base = "reader"
    handle = base
    while user_model.objects.filter(handle=handle).exists():
        handle = f"{base}-{secrets.token_hex(3)}"
    return handle
