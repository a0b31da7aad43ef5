"""What each process of a race does (`stoa.core.tests.racing`)."""

import json
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from shop.payments import attempts, explaining, held, receiving, refunding, retrying, settlement, unanswered
from shop.payments.base import Fetched, Standing
from shop.payments.models import Payment, ProviderEvent
from shop.payments.refund_plans import plan
from shop.payments.sandbox.provider import SandboxProvider
from shop.payments.stripe import events
from stoa.core.money import Money

#: For the other one of two.
SECONDS = 60


def tell(argument):
    """The kept body of an event, as JSON: what becomes of it."""
    provider = SandboxProvider()
    row = receiving.receive(provider=provider, event=events.read(json.loads(argument)), now=datetime.now(UTC))
    return row.state


def tell_stories(argument):
    """Tell every event of every story, in turn; each story at the same time as the other process does.

    `argument` is JSON: {"folder": where they meet, "me": "a" or "b", "stories": [[kept body, …], …]}.
    """
    told, found = json.loads(argument), set()
    for number, story in enumerate(told["stories"]):
        meet(Path(told["folder"]), number, told["me"])
        found |= {tell(body) for body in story}
    return ", ".join(sorted(found))


def meet(folder, number, me):
    """Go on when the other is here, too."""
    (folder / f"{number}-{me}").touch()
    other, deadline = folder / f"{number}-{'b' if me == 'a' else 'a'}", time.monotonic() + SECONDS
    while not other.exists():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.001)


def give_back(argument):
    """ "7 12 2 6f9c…": two of line 12 of payment 7, by a refund of this key."""
    payment_id, line_id, quantity, key = argument.split()
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    wanted = plan(payment.order, payment, {int(line_id): int(quantity)}, with_shipping=False)
    refund = refunding.order_refund(
        plan=wanted, key=key, reason="", gives_stock_back=True, user=None, now=datetime.now(UTC)
    )
    return str(refund.pk)


def all_went_back(argument):
    """The id of a payment: its provider says that all of it has gone back. What becomes of it."""
    payment = Payment.objects.get(pk=argument)
    facts = Fetched(standing=Standing.PAID, amount=payment.money, refunded=payment.money)
    return settlement.settle(payment_id=payment.pk, facts=facts, now=datetime.now(UTC)).state


def decide(argument):
    """ "7 accept 12.00": about payment 7, seen as 12.00 EUR; "tell" is its provider who tells of it again, "replay"
    somebody who lets what was told act once more.
    """
    # This process has never seen what a test has set.
    settings.PAYMENT_PROVIDERS = ["sandbox"]
    payment_id, name, amount = argument.split()
    seen, now = Money(Decimal(amount), "EUR"), datetime.now(UTC)
    if name == "replay":
        told = ProviderEvent.objects.get(payment=payment_id, kind="checkout.session.completed")
        receiving.replay(event_id=told.pk, now=now)
        return "replayed"
    if name == "tell":
        facts = Fetched(standing=Standing.PAID, amount=seen)
        settlement.settle(payment_id=int(payment_id), facts=facts, now=now)
        return "told"
    return getattr(held, name)(payment_id=int(payment_id), seen=seen, user=None, now=now).state


def explain(argument):
    """The id of a refund that was ordered at the provider: a price reduction."""
    return str(explaining.as_reduction(refund_id=int(argument), reason="", user=None, now=datetime.now(UTC)).pk)


def say(argument):
    """ "7 gone" or "7 not_gone": how refund 7 stands, as somebody has seen."""
    refund_id, answer = argument.split()
    getattr(unanswered, f"note_{answer}")(refund_id=int(refund_id), user=None, now=datetime.now(UTC))
    return answer


def order_again(argument):
    """The id of a refund that failed: that of the one in its place."""
    return str(retrying.in_its_place(refund_id=int(argument), user=None, now=datetime.now(UTC)).pk)


def begin(argument):
    """The id of an order, to be paid by bank transfer: the id of the attempt."""
    # This process has never seen what a test has set.
    settings.PAYMENT_PROVIDERS = ["invoice"]
    settings.BANK_ACCOUNT = {"holder": "The Shop", "iban": "DE89370400440532013000", "bic": "", "bank": ""}
    return str(attempts.begin(order_id=int(argument), provider_name="invoice", now=datetime.now(UTC)).pk)
