"""Which ways to pay there are: the providers that the setting PAYMENT_PROVIDERS names, in this order."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from shop.orders.models import Order
from shop.payments.base import Provider
from shop.payments.exceptions import ProviderOff, ProviderUnknown
from stoa.core.money import Money

#: {name: class}. A new provider is a folder and a line here.
KNOWN = {
    "stripe": "shop.payments.stripe.provider.StripeProvider",
    "sandbox": "shop.payments.sandbox.provider.SandboxProvider",
    "invoice": "shop.payments.invoice.provider.InvoiceProvider",
}


@cache
def _known() -> dict[str, type[Provider]]:
    return {name: import_string(dotted) for name, dotted in KNOWN.items()}


@cache
def _active(names: tuple[str, ...]) -> dict[str, Provider]:
    return {name: _known()[name]() for name in names}


def active() -> list[Provider]:
    """Those that are turned on, in the order of the setting."""
    return list(_active(tuple(settings.PAYMENT_PROVIDERS)).values())


def get(name: str) -> Provider:
    """Raises ProviderUnknown for one that is not turned on."""
    for provider in active():
        if provider.name == name:
            return provider
    raise ProviderUnknown


def giving_back(name: str) -> Provider:
    """Who gives back what was paid in this way: by hand staff can, turned on or not. Raises ProviderOff."""
    if name in by_hand():
        return _active((name,))[name]
    try:
        return get(name)
    except ProviderUnknown:
        raise ProviderOff from None


def label(name: str) -> str:
    """In words, also of one that is turned off; the bare name of one that is no more."""
    known = _known().get(name)
    return str(known.label) if known else name


def choices() -> list[tuple[str, str]]:
    """(name, label) of all that payments may have been made with, turned on or not."""
    return [(name, label(name)) for name in KNOWN]


def by_hand() -> list[str]:
    """The names of those whose money staff see on the account, turned on or not."""
    return [name for name, known in _known().items() if known.is_by_hand]


def offered(money: Money) -> list[Provider]:
    """Those that can take this amount."""
    return [provider for provider in active() if provider.can_take(money)]


def offered_for(order: Order) -> tuple[list[Provider], list[str]]:
    """Those in which this order can be paid, and why it cannot be in others, for the buyer."""
    found = [(provider, provider.refusal(order)) for provider in offered(order.total_money)]
    return [provider for provider, why in found if not why], [why for _provider, why in found if why]


def behind(webhook: str) -> list[Provider]:
    """Those whose events come to this webhook."""
    return [provider for provider in active() if provider.webhook and provider.webhook == webhook]


def check() -> None:
    """Raise ImproperlyConfigured, saying what is missing, rather than start with a way to pay that does not work."""
    wrong = [f"{name!r} is no payment provider" for name in settings.PAYMENT_PROVIDERS if name not in KNOWN]
    if wrong:
        raise ImproperlyConfigured(f"PAYMENT_PROVIDERS: {', '.join(wrong)}; known are {', '.join(KNOWN)}.")
    for provider in active():
        if provider.is_only_a_test and not settings.DEVELOPMENT:
            raise ImproperlyConfigured(
                f"PAYMENT_PROVIDERS: {provider.name!r} takes test money only and never runs in production."
            )
        if missing := provider.missing():
            raise ImproperlyConfigured(
                f"The payment provider {provider.name!r} is half configured: set {', '.join(missing)} in the "
                "environment (see docs/operations.md), or take it out of PAYMENT_PROVIDERS."
            )


def _forget(**kwargs: object) -> None:
    _active.cache_clear()


# Providers read their keys once; tests change them.
setting_changed.connect(_forget, dispatch_uid="payments_providers")
