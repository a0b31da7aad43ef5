"""Ties accounts into the Wagtail admin."""

from typing import Any

from wagtail import hooks


@hooks.register("get_avatar_url")
def photo_of_profile(user: Any, size: int) -> str:
    """The photo that readers know; without one Wagtail shows its own."""
    photo = getattr(user, "photo", None)
    return photo.url if photo else ""
