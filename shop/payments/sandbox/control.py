"""What the pay page of the sandbox asks of its server: over HTTP, like everything else."""

from typing import Any

from shop.payments.exceptions import ProviderAway, ProviderRefuses
from shop.payments.stripe.provider import StripeProvider


class Control:
    """Raises ProviderAway and ProviderRefuses as the provider does."""

    def __init__(self, provider: Any) -> None:
        self.provider: StripeProvider = provider

    def session(self, name: str) -> dict[str, Any]:
        return self._ask("get", f"/sandbox/sessions/{name}")

    def act(self, name: str, action: str, **asked: str) -> dict[str, Any]:
        return self._ask("post", f"/sandbox/sessions/{name}/{action}", **asked)

    def _ask(self, method: str, path: str, **asked: str) -> dict[str, Any]:
        from shop.payments.stripe.client import translated  # noqa: PLC0415 -- slow import

        with translated():
            answer = self.provider.client.raw_request(method, path, **asked)
        found = answer.data
        if not isinstance(found, dict):
            raise ProviderAway if found is None else ProviderRefuses
        return found
