"""Content security policy, cookies, rate limits."""

from stoa.core.embeds import FRAME_SOURCES
from stoa.settings.payments import PAYMENT_PAGES

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-src": ["'self'", *FRAME_SOURCES],
        # A form may lead on to the page of a payment service.
        "form-action": ["'self'", *PAYMENT_PAGES],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        # Previews stand in a frame of the editor.
        "frame-ancestors": ["'self'"],
    },
}
# Wagtail's explorer and editor carry inline scripts and styles.
CONTENT_SECURITY_POLICY_OF_ADMINS = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "stoa.core.errors.csrf_failure"

RATELIMIT_IP_META_KEY = "stoa.core.clients.address"
# A cache that is away must not close the forms.
RATELIMIT_FAIL_OPEN = True
RATELIMIT_VIEW = "stoa.core.errors.too_many_requests"
# Wrong passwords for a page or a collection of documents: by one address, and by all together.
SHARED_PASSWORD_RATE = "10/5m"  # noqa: S105 -- no password
SHARED_PASSWORD_RATE_OF_ALL = "100/h"  # noqa: S105 -- no password
