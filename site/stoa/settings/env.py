"""Every environment variable Stoa reads, once, with its type.

A variable is one line below, in the class of its subject: its name in small letters, its type, its default. Empty
values mean "not set". `docs/operations.md` explains each to the person who runs the site.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[3]

_read = environ.Env()
_READERS: dict[Any, Callable[[str], Any]] = {str: _read.str, bool: _read.bool, int: _read.int, list[str]: _read.list}


@dataclass(frozen=True, kw_only=True)
class Site:
    """Who and where the site is, and how it says what it does."""

    secret_key: str = ""
    secret_key_fallbacks: list[str] = field(default_factory=list)
    allowed_hosts: list[str] = field(default_factory=list)
    base_url: str = ""
    stoa_data_dir: str = ""
    time_zone: str = "UTC"
    maintenance: bool = False
    log_level: str = "INFO"
    log_format: str = ""

    @property
    def data_dir(self) -> Path:
        return Path(self.stoa_data_dir or ROOT / "var")


@dataclass(frozen=True, kw_only=True)
class Services:
    """What the site talks to; times are seconds."""

    database_url: str = ""
    database_conn_max_age: int = 600
    redis_url: str = ""
    celery_broker_url: str = ""
    email_url: str = ""
    default_from_email: str = ""


@dataclass(frozen=True, kw_only=True)
class Edge:
    """What stands between the site and its readers; times are seconds."""

    https: bool = True
    hsts_seconds: int = 31_536_000
    trusted_proxy_count: int = 0
    frontend_cache_url: str = ""
    page_cache_seconds: int = 300
    edge_serves_files: bool = False


@dataclass(frozen=True, kw_only=True)
class Accounts:
    """Who may vouch for members, and what is asked of those who work here."""

    staff_must_use_two_factor: bool = False
    google_client_id: str = ""
    google_client_secret: str = ""
    oidc_name: str = "OpenID Connect"
    oidc_server_url: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""


@dataclass(frozen=True, kw_only=True)
class Shop:
    """How the shop reckons."""

    #: ISO 4217.
    shop_currency: str = "EUR"
    shop_prices_include_tax: bool = True
    #: ISO 3166-1.
    shop_country: str = "BG"
    shop_reservation_minutes: int = 30
    shop_download_days: int = 90
    shop_download_limit: int = 5


@dataclass(frozen=True, kw_only=True)
class Payments:
    """How buyers pay."""

    #: Names of `shop.payments.registry`.
    payment_providers: list[str] = field(default_factory=list)
    stripe_secret_key: str = ""
    #: Several while one takes the other's place.
    stripe_webhook_secrets: list[str] = field(default_factory=list)
    bank_account_holder: str = ""
    bank_iban: str = ""
    bank_bic: str = ""
    bank_name: str = ""
    #: Pieces; 0 is without end.
    bank_transfer_hold_at_most: int = 20


@dataclass(frozen=True, kw_only=True)
class Development:
    """What only those who work on Stoa set."""

    debug: bool = False
    fetch_trusted_origins: list[str] = field(default_factory=list)
    #: Where the sandbox of payments listens; 0 is any free port.
    sandbox_port: int = 0


@dataclass(frozen=True, kw_only=True)
class Environment(Site, Services, Edge, Accounts, Shop, Payments, Development):
    """The environment as the settings see it."""


def read_environment() -> Environment:
    """The variables that are set. Raises ImproperlyConfigured where one is not of its type."""
    named = {variable.name.upper(): variable for variable in fields(Environment)}
    given = {name: variable for name, variable in named.items() if _read.ENVIRON.get(name)}
    return Environment(**{variable.name: _value(name, variable.type) for name, variable in given.items()})


def _value(name: str, kind: Any) -> Any:
    try:
        return _READERS[kind](name)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a number, not {_read.ENVIRON[name]!r}.") from error


def require(environment: Environment, *names: str) -> None:
    """Raise ImproperlyConfigured naming every variable among `names` that is empty."""
    missing = [name.upper() for name in names if not getattr(environment, name)]
    if missing:
        raise ImproperlyConfigured(
            f"Stoa cannot start in production: set {', '.join(missing)} in the environment (see docs/operations.md)."
        )


ENV = read_environment()
