"""How often one member, or one address, may have us fetch something, counted in the shared cache."""

from django.conf import settings
from django.http import HttpRequest
from django_ratelimit.core import is_ratelimited


def is_saving_too_fast(request: HttpRequest) -> bool:
    """Count this request to save or to try again; True when there were too many lately."""
    return _is_over(request, "save", settings.BOOKMARK_RATE)


def is_looking_too_fast(request: HttpRequest) -> bool:
    """Count this request for a preview; True when there were too many lately."""
    return _is_over(request, "preview", settings.BOOKMARK_PREVIEW_RATE)


def is_importing_too_fast(request: HttpRequest) -> bool:
    """Count this import; True when there were too many lately."""
    return _is_over(request, "import", settings.BOOKMARK_IMPORT_RATE)


def _is_over(request: HttpRequest, what: str, rate: str) -> bool:
    # Both keys are counted, so no short cut at the first that is full.
    full = [
        is_ratelimited(request, group=f"bookmarks:{what}:{key}", key=key, rate=rate, increment=True)
        for key in ("ip", "user")
    ]
    return any(full)
