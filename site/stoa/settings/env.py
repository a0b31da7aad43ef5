"""Every environment variable Stoa reads, once, with its type.

Empty values mean "not set". `docs/operations.md` explains each to the person who runs the site.
"""

from dataclasses import dataclass
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[3]

_read = environ.Env()


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The environment as the settings see it; times are seconds."""

    debug: bool
    secret_key: str
    secret_key_fallbacks: list[str]
    allowed_hosts: list[str]
    base_url: str
    database_url: str
    redis_url: str
    celery_broker_url: str
    email_url: str
    default_from_email: str
    data_dir: Path
    https: bool
    hsts_seconds: int
    trusted_proxy_count: int
    frontend_cache_url: str
    page_cache_seconds: int
    database_conn_max_age: int
    log_level: str
    log_format: str
    maintenance: bool
    edge_serves_files: bool
    fetch_trusted_origins: list[str]
    staff_must_use_two_factor: bool
    google_client_id: str
    google_client_secret: str
    oidc_name: str
    oidc_server_url: str
    oidc_client_id: str
    oidc_client_secret: str
    shop_currency: str
    shop_prices_include_tax: bool


def read_environment() -> Environment:
    data_dir = Path(_read.str("STOA_DATA_DIR", default="") or ROOT / "var")
    return Environment(
        debug=_read.bool("DEBUG", default=False),
        secret_key=_read.str("SECRET_KEY", default=""),
        secret_key_fallbacks=_read.list("SECRET_KEY_FALLBACKS", default=[]),
        allowed_hosts=_read.list("ALLOWED_HOSTS", default=[]),
        base_url=_read.str("BASE_URL", default=""),
        database_url=_read.str("DATABASE_URL", default=""),
        redis_url=_read.str("REDIS_URL", default=""),
        celery_broker_url=_read.str("CELERY_BROKER_URL", default=""),
        email_url=_read.str("EMAIL_URL", default=""),
        default_from_email=_read.str("DEFAULT_FROM_EMAIL", default=""),
        data_dir=data_dir,
        https=_read.bool("HTTPS", default=True),
        hsts_seconds=_read.int("HSTS_SECONDS", default=31_536_000),
        trusted_proxy_count=_read.int("TRUSTED_PROXY_COUNT", default=0),
        frontend_cache_url=_read.str("FRONTEND_CACHE_URL", default=""),
        page_cache_seconds=_read.int("PAGE_CACHE_SECONDS", default=300),
        database_conn_max_age=_read.int("DATABASE_CONN_MAX_AGE", default=600),
        log_level=_read.str("LOG_LEVEL", default="INFO"),
        log_format=_read.str("LOG_FORMAT", default=""),
        maintenance=_read.bool("MAINTENANCE", default=False),
        edge_serves_files=_read.bool("EDGE_SERVES_FILES", default=False),
        fetch_trusted_origins=_read.list("FETCH_TRUSTED_ORIGINS", default=[]),
        staff_must_use_two_factor=_read.bool("STAFF_MUST_USE_TWO_FACTOR", default=False),
        google_client_id=_read.str("GOOGLE_CLIENT_ID", default=""),
        google_client_secret=_read.str("GOOGLE_CLIENT_SECRET", default=""),
        oidc_name=_read.str("OIDC_NAME", default="") or "OpenID Connect",
        oidc_server_url=_read.str("OIDC_SERVER_URL", default=""),
        oidc_client_id=_read.str("OIDC_CLIENT_ID", default=""),
        oidc_client_secret=_read.str("OIDC_CLIENT_SECRET", default=""),
        shop_currency=_read.str("SHOP_CURRENCY", default="").upper() or "EUR",
        shop_prices_include_tax=_read.bool("SHOP_PRICES_INCLUDE_TAX", default=True),
    )


def require(environment: Environment, *names: str) -> None:
    """Raise ImproperlyConfigured naming every variable among `names` that is empty."""
    missing = [name.upper() for name in names if not getattr(environment, name)]
    if missing:
        raise ImproperlyConfigured(
            f"Stoa cannot start in production: set {', '.join(missing)} in the environment (see docs/operations.md)."
        )


ENV = read_environment()
