"""Development, and what `make run` starts: everything inside one process, friendly error pages unless DEBUG=1."""

from importlib.util import find_spec

from stoa.settings.base import *
from stoa.settings.base import DATA_DIR, INSTALLED_APPS, MIDDLEWARE
from stoa.settings.env import ENV
from stoa.settings.logs import LOGGING

DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = ENV.debug
DEVELOPMENT = True
SECRET_KEY = ENV.secret_key or "development-only-key-never-for-a-public-address"
ALLOWED_HOSTS = ENV.allowed_hosts or ["localhost", "127.0.0.1", "[::1]", ".localhost"]
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# `make run-https`
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.base_url.startswith("https:")
LOGGING["handlers"]["console"]["formatter"] = ENV.log_format or "text"
FETCH_TRUSTED_ORIGINS = ENV.fetch_trusted_origins

# Test money, and an account that nobody has: the example of the IBAN registry.
PAYMENT_PROVIDERS = ENV.payment_providers or ["sandbox", "invoice"]
SANDBOX_PORT = ENV.sandbox_port
SANDBOX_FOLDER = DATA_DIR / "sandbox"
if not ENV.bank_iban:
    BANK_ACCOUNT = {"holder": "The Long Bench", "iban": "DE89370400440532013000", "bic": "COBADEFFXXX", "bank": ""}

if DEBUG:
    # Whoever changes a template wants to see it.
    PAGE_CACHE_SECONDS = 0

if DEBUG and find_spec("debug_toolbar"):
    INSTALLED_APPS = [*INSTALLED_APPS, "debug_toolbar"]
    # Inside the page cache: the answer it looks at is neither compressed nor "not modified".
    _inside = MIDDLEWARE.index("stoa.core.page_cache_middleware.PageCacheMiddleware") + 1
    MIDDLEWARE = [*MIDDLEWARE[:_inside], "debug_toolbar.middleware.DebugToolbarMiddleware", *MIDDLEWARE[_inside:]]
    INTERNAL_IPS = ["127.0.0.1", "::1"]
