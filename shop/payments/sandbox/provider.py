"""The sandbox as a way to pay: Stripe's own code, with another address to call."""

from typing import ClassVar

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from shop.payments.exceptions import ProviderAway
from shop.payments.models import Payment
from shop.payments.stripe.provider import StripeProvider

#: Where the server says at which address it listens.
ADDRESS = "address.txt"


class SandboxProvider(StripeProvider):
    """Test money."""

    name: ClassVar[str] = "sandbox"
    label = _("Test payment")
    note = _("No money moves: this shop is being tried out.")
    is_only_a_test: ClassVar[bool] = True

    @property
    def secret_key(self) -> str:
        return "sk_test_" + salted_hmac("payments.sandbox.key", "").hexdigest()

    @property
    def webhook_secrets(self) -> list[str]:
        return ["whsec_" + salted_hmac("payments.sandbox.webhook", "").hexdigest()]

    @property
    def api_base(self) -> str:
        """Raises ProviderAway when no server has said that it listens."""
        if settings.SANDBOX_FOLDER is not None:
            address = settings.SANDBOX_FOLDER / ADDRESS
            if address.exists():
                return address.read_text().strip()
        raise ProviderAway

    def missing(self) -> list[str]:
        return []

    def dashboard_url(self, payment: Payment) -> str:
        return ""
