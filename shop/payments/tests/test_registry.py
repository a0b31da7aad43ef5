"""Providers that cannot work stop the site from starting, and say what is missing."""

from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured

from shop.payments import registry
from stoa.core.money import Money


def test_unknown_provider_is_named(settings):
    settings.PAYMENT_PROVIDERS = ["barter"]

    with pytest.raises(
        ImproperlyConfigured, match="'barter' is no payment provider; known are stripe, sandbox, invoice"
    ):
        registry.check()


def test_half_configured_stripe_says_what_is_missing(settings):
    settings.PAYMENT_PROVIDERS = ["stripe"]
    settings.STRIPE_SECRET_KEY = "sk_test_1"

    with pytest.raises(ImproperlyConfigured, match="set STRIPE_WEBHOOK_SECRETS in the environment"):
        registry.check()


def test_bank_transfer_without_account_says_what_is_missing(settings):
    settings.PAYMENT_PROVIDERS = ["invoice"]

    with pytest.raises(ImproperlyConfigured, match="BANK_ACCOUNT_HOLDER, BANK_IBAN"):
        registry.check()


def test_sandbox_never_runs_in_production(settings):
    settings.PAYMENT_PROVIDERS = ["sandbox"]
    settings.DEVELOPMENT = False

    with pytest.raises(ImproperlyConfigured, match="test money only and never runs in production"):
        registry.check()


def test_what_is_configured_starts(settings):
    settings.PAYMENT_PROVIDERS = ["stripe", "invoice"]
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = "sk_live_1", ["whsec_1"]
    settings.BANK_ACCOUNT = {"holder": "The Shop", "iban": "DE1", "bic": "", "bank": ""}

    registry.check()

    assert [provider.name for provider in registry.active()] == ["stripe", "invoice"]
    assert registry.get("stripe").is_live is True


def test_ways_that_are_turned_off_keep_their_words(settings):
    settings.PAYMENT_PROVIDERS = []

    labels = [("stripe", "Card and other means"), ("sandbox", "Test payment"), ("invoice", "Bank transfer")]
    assert registry.choices() == labels
    assert registry.label("gone") == "gone"
    assert registry.by_hand() == ["invoice"]


@pytest.mark.parametrize(
    ("amount", "currency", "names"),
    [
        ("12.50", "EUR", ["stripe", "invoice"]),
        ("5.125", "KWD", ["invoice"]),
        ("5.120", "KWD", ["stripe", "invoice"]),
        ("500", "UGX", ["invoice"]),
        ("0", "EUR", []),
    ],
)
def test_only_who_can_take_an_amount_is_offered(settings, amount, currency, names):
    settings.PAYMENT_PROVIDERS = ["stripe", "invoice"]

    assert [provider.name for provider in registry.offered(Money(Decimal(amount), currency))] == names
