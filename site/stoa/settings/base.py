"""Settings that hold everywhere; dev, test and production say only what differs.

Here: apps, middleware, templates, tasks, accounts, languages, files. The larger subjects have files of their own.
"""

from zoneinfo import available_timezones

from celery.schedules import crontab
from wagtail.admin.localization import WAGTAILADMIN_PROVIDED_LANGUAGES

from stoa.settings.accounts import *
from stoa.settings.env import ENV, ROOT
from stoa.settings.logs import *
from stoa.settings.payments import *
from stoa.settings.security import *
from stoa.settings.services import *
from stoa.settings.wagtail import *

DATA_DIR = ENV.data_dir
DEVELOPMENT = False
SERVE_MEDIA = False

INSTALLED_APPS = [
    "stoa.core",
    "stoa.accounts",
    "stoa.accounts.privacy",
    "community.members",
    "community.activity",
    "community.comments",
    "community.reactions",
    "community.moderation",
    "community.bookmarks",
    "shop.catalogue",
    "shop.orders",
    "shop.payments",
    "blog",
    "home",
    "stoa.demo",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "stoa.accounts.administration.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_tasks",
    "django_countries",
    "django_htmx",
    "csp",
    "daphne",
    "channels",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

# The order is explained in docs/architecture.md.
MIDDLEWARE = [
    "stoa.core.middleware.RequestIdMiddleware",
    "stoa.core.page_cache_middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "stoa.core.middleware.SecurityHeadersMiddleware",
    "stoa.core.middleware.PolicyMiddleware",
    "stoa.core.middleware.MaintenanceMiddleware",
    "stoa.core.middleware.HostileInputMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "stoa.accounts.middleware.TooManyTriesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stoa.accounts.middleware.StaffTwoFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "stoa.urls"
WSGI_APPLICATION = "stoa.wsgi.application"
ASGI_APPLICATION = "stoa.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "stoa.core.chrome.context",
            ],
        },
    },
]

CELERY_BROKER_URL = ENV.celery_broker_url or ENV.redis_url or "memory://"
# Without a broker tasks run where they are queued, until the server process starts its embedded worker.
CELERY_TASK_ALWAYS_EAGER = CELERY_BROKER_URL == "memory://"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "publish-scheduled": {"task": "stoa.core.tasks.publish_scheduled", "schedule": 60.0},
    "sweep": {"task": "stoa.core.tasks.sweep", "schedule": 30.0},
    "digests": {"task": "community.activity.digests.send_digests", "schedule": 600.0},
    # By the clock: a day that is counted from the start would begin anew with every new container.
    "ended-sessions": {"task": "stoa.accounts.tasks.forget_ended_sessions", "schedule": crontab(minute=0, hour=2)},
    "comment-counts": {"task": "community.comments.tasks.correct_counts", "schedule": crontab(minute=10, hour=2)},
    "recommendations": {
        "task": "shop.orders.together.keeping.rebuild_sets",
        "schedule": crontab(minute=20, hour=2),
    },
    "reconcile-payments": {
        "task": "shop.payments.reconciling.reconcile_nightly",
        "schedule": crontab(minute=40, hour=2),
    },
}
TASKS = {"default": {"BACKEND": "stoa.core.background.CeleryBackend"}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español"), ("bg", "Български")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# Wagtail leaves out languages that it has only in part, such as Bulgarian.
WAGTAILADMIN_PERMITTED_LANGUAGES = [*(dict(WAGTAILADMIN_PROVIDED_LANGUAGES) | dict(LANGUAGES)).items()]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = "stoa.core.formats"
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
# A translation begins as a draft: it still holds the words of the other language.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
USE_TZ = True
TIME_ZONE = ENV.time_zone
# What the browser knows by name too; the machine's list also holds "localtime" and the like.
WAGTAIL_USER_TIME_ZONES = sorted({TIME_ZONE, "UTC", *(name for name in available_timezones() if "/" in name)})

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "stoa.core.flattened.StylesheetFinder",
    "stoa.core.flattened.ScriptFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
#: Of files that only some may have; no address leads there (`core.protected_files`).
PROTECTED_ROOT = DATA_DIR / "protected"
EDGE_SERVES_FILES = ENV.edge_serves_files
FILE_UPLOAD_HANDLERS = [
    "stoa.core.strict_forms.StrictForms",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Of a form or JSON body without its files, and of a whole request: the largest document and its form around it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
REQUEST_MAX_BYTES = 55 * 1024 * 1024

COMMENT_MAX_LENGTH = 5_000
COMMENT_EDIT_MINUTES = 15
#: Comments by one address or one member.
COMMENT_RATE = "10/10m"
#: How often one member may follow, mute and block, and take it back.
RELATION_RATE = "60/10m"

#: Bookmarks saved or tried again by one member or address, pictures looked at before, and files imported.
BOOKMARK_RATE = "60/10m"
BOOKMARK_PREVIEW_RATE = "60/10m"
BOOKMARK_IMPORT_RATE = "5/h"

#: Origins ("http://127.0.0.1:9000") that `core.fetching` may ask although they are not public; for development only.
FETCH_TRUSTED_ORIGINS: list[str] = []

#: What the shop sells in; ISO 4217. Amounts already stored keep the currency they were stored with.
SHOP_CURRENCY = ENV.shop_currency.upper()
#: Are prices of offers and shipping with tax?
SHOP_PRICES_INCLUDE_TAX = ENV.shop_prices_include_tax
#: Where the shop is (ISO 3166-1): what is picked up, or of which no address is known yet, is taxed there.
SHOP_COUNTRY = ENV.shop_country
#: For how long the goods of an unpaid order are held.
SHOP_RESERVATION_MINUTES = ENV.shop_reservation_minutes
#: For how long files can be downloaded once they are paid, and how often each, for each piece that was bought.
SHOP_DOWNLOAD_DAYS = ENV.shop_download_days
SHOP_DOWNLOAD_LIMIT = ENV.shop_download_limit
#: Codes of coupons tried by one account or session, and by one address.
COUPON_RATE = "10/10m"
COUPON_ADDRESS_RATE = "50/10m"
#: How often one address may put something into a cart.
CART_RATE = "300/10m"
#: How often one address may try to place an order; each holds its goods until it is paid.
ORDER_RATE = "30/10m"
#: How many orders guests may place with one e-mail address: each sends a mail there.
GUEST_ORDER_RATE = "6/h"
#: How long the link in a guest's mail opens their order, and how often a new one may be asked for: for an order, by an
#: address.
ORDER_LINK_DAYS = 30
ORDER_LINK_RATE = "5/h"
ORDER_LINK_ADDRESS_RATE = "50/10m"

PAGE_CACHE_SECONDS = ENV.page_cache_seconds
TRUSTED_PROXY_COUNT = ENV.trusted_proxy_count
MAINTENANCE = ENV.maintenance
SESSION_ENGINE = "stoa.core.sessions"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
