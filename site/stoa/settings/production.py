"""Production: secrets from the environment or no start at all."""

from stoa.settings.base import *
from stoa.settings.env import ENV, require

require(ENV, "secret_key", "allowed_hosts", "base_url", "database_url", "redis_url", "email_url", "default_from_email")

DEBUG = False
SECRET_KEY = ENV.secret_key
ALLOWED_HOSTS = ENV.allowed_hosts
CSRF_TRUSTED_ORIGINS = [ENV.base_url]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
SECURE_SSL_REDIRECT = ENV.https
SECURE_HSTS_SECONDS = ENV.hsts_seconds
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxy_count else None
# Wagtail shows previews in frames of its own address.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
