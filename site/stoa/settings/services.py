"""What the site talks to: database, cache, sockets, mail. Without an address of its own each is inside the process."""

import environ

from stoa.settings.env import ENV

_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": ENV.data_dir / "stoa.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    },
}
# Compiling a plan costs half a second, and bad estimates of empty tables ask for it: pages are small queries.
# Only what stoa.core.standing asks is prepared: a plan made without the values takes a list of posts for one row, and
# asks the access rule of each in the slowest way.
_POSTGRESQL_OPTIONS = {
    "server_side_binding": True,
    "prepare_threshold": None,
    "options": "-c jit=off",
}


def _database() -> dict[str, object]:
    if not ENV.database_url:
        return dict(_SQLITE)
    database = environ.Env.db_url_config(ENV.database_url)
    database |= {"CONN_MAX_AGE": ENV.database_conn_max_age, "CONN_HEALTH_CHECKS": True}
    database["OPTIONS"] = _POSTGRESQL_OPTIONS | database.get("OPTIONS", {})
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if ENV.redis_url:
    CACHES = {
        "default": {
            "BACKEND": "stoa.core.redis_cache.FailOpenRedisCache",
            "LOCATION": ENV.redis_url,
            "KEY_PREFIX": "stoa",
            "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1},
        }
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [ENV.redis_url]},
        }
    }
else:
    # Counts of rate limits live here too: the usual 300 entries would push them out among pictures.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    }
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

EMAIL_TIMEOUT = 10
if ENV.email_url:
    vars().update(environ.Env.email_url_config(ENV.email_url))
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# Without a name, mails carry that of the site (stoa.core.mail).
DEFAULT_FROM_EMAIL = ENV.default_from_email or "hello@stoa.example"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
