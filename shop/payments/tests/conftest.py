import json
import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from shop.payments import attempts, refunding
from shop.payments.models import Payment, Refund
from shop.payments.refund_plans import plan
from shop.payments.sandbox.provider import ADDRESS, SandboxProvider
from shop.payments.sandbox.server import Sandbox, events, paying, running
from shop.payments.sandbox.server.events import Post

WEBHOOK = "/webhooks/stripe/"


@dataclass
class Bank:
    """The sandbox and the post between it and the site, which a test carries itself."""

    server: Sandbox
    client: Any

    @property
    def secret(self):
        return SandboxProvider().webhook_secrets[0]

    def pay(self, payment):
        return paying.pay(self.server.books, payment.reference)

    def intent(self, payment):
        """The payment intent of a session that was paid, by any way."""
        return self.server.books.find("sessions", payment.reference)["payment_intent"]

    def waiting(self):
        """The events that nobody has taken, the oldest first."""
        return events.due(self.server.books)

    def post(self, event, **changes):
        """Send one event; what the site answers."""
        body = json.dumps(events.shown(event) | changes).encode()
        return self.post_body(body)

    def post_body(self, body, **headers):
        signature = headers.pop("signature", None) or events.signature(body, self.secret)
        return self.client.post(
            WEBHOOK, body, content_type="application/json", headers={"Stripe-Signature": signature, **headers}
        )

    def deliver(self):
        """Send all that waits, in order; the answers."""
        answers = []
        for event in self.waiting():
            answers.append(self.post(event).status_code)
            events.note(event, was_taken=answers[-1] == 200)
        return answers


@pytest.fixture
def bank(settings, tmp_path, client, monkeypatch):
    """The sandbox is turned on, beside bank transfers."""
    monkeypatch.setattr("stripe._http_client.HTTPClient.INITIAL_DELAY", 0.01)
    settings.SANDBOX_FOLDER = tmp_path
    settings.PAYMENT_PROVIDERS = ["sandbox", "invoice"]
    settings.BANK_ACCOUNT = {"holder": "The Shop", "iban": "DE89370400440532013000", "bic": "", "bank": ""}
    provider = SandboxProvider()
    post = Post(secret=provider.webhook_secrets[0])
    with running(secret_key=provider.secret_key, post=post, sends_events=False) as server:
        (tmp_path / ADDRESS).write_text(server.url)
        yield Bank(server, client)


@pytest.fixture
def begin(bank, now):
    """begin(order): the attempt to pay it in the sandbox."""

    def begin_one(order, provider="sandbox"):
        return attempts.begin(order_id=order.pk, provider_name=provider, now=now)

    return begin_one


@pytest.fixture
def paid(bank, begin, make_order, django_capture_on_commit_callbacks):
    """paid(quantities=(2, 1), …): the payment of an order that was paid."""

    def pay(**facts):
        payment = begin(make_order(**facts))
        bank.pay(payment)
        with django_capture_on_commit_callbacks(execute=True):
            bank.deliver()
        return Payment.objects.select_related("order").get(pk=payment.pk)

    return pay


@pytest.fixture
def give_back(now, django_capture_on_commit_callbacks):
    """give_back(payment, 2, 0, stock=True, shipping=False, sends=True): so many of each line in turn."""

    def give(payment, *quantities, key=None, stock=False, shipping=False, sends=True):
        lines = payment.order.lines.order_by("position").values_list("pk", flat=True)
        wanted = plan(payment.order, payment, dict(zip(lines, quantities, strict=False)), with_shipping=shipping)
        with django_capture_on_commit_callbacks(execute=sends):
            return refunding.order_refund(
                plan=wanted, key=key or uuid.uuid4(), reason="broken", gives_stock_back=stock, user=None, now=now
            )

    return give


@pytest.fixture
def hold(bank, begin, make_order, django_capture_on_commit_callbacks):
    """hold(1200, **order): a payment of an order of 10.00 for which so many cents have come."""

    def make(cents=1200, **facts):
        payment = begin(make_order(**facts))
        bank.server.books.find("sessions", payment.reference)["amount_total"] = cents
        bank.pay(payment)
        with django_capture_on_commit_callbacks(execute=True):
            bank.deliver()
        return Payment.objects.select_related("order").get(pk=payment.pk)

    return make


@pytest.fixture
def back(bank, paid, django_capture_on_commit_callbacks):
    """back(500, quantities=(2, 1), …): a refund of so many cents that was ordered at the provider."""

    def make(cents, payment=None, **facts):
        payment = payment or paid(**facts)
        paying.refund(bank.server.books, {"payment_intent": payment.charge, "amount": str(cents)})
        with django_capture_on_commit_callbacks(execute=True):
            bank.deliver()
        return Refund.objects.select_related("payment__order").order_by("pk").last()

    return make
