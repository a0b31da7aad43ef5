"""What buyers, banks and the shop do with money: pay, be declined, pay later, get something back, dispute."""

import time
from typing import Any

from shop.payments.sandbox.server import events, sessions
from shop.payments.sandbox.server.books import Books, Thing
from shop.payments.sandbox.server.errors import Refusal

#: Seconds until money that was announced is there, or is not.
LATER = 8


def pay(books: Books, name: str, more: int = 0) -> Thing:
    """The card is good; `more` units are charged above what the session is about, as no payment service should."""
    session = _open(books, name)
    session["amount_total"] += more
    intent = _intent(books, session, "succeeded")
    _charge(books, intent)
    session |= {"status": "complete", "payment_status": "paid", "payment_intent": intent["id"], "url": None}
    events.tell(books, "payment_intent.succeeded", intent, session)
    events.tell(books, "checkout.session.completed", sessions.shown(session), session)
    return session


def decline(books: Books, name: str) -> Thing:
    """The card is not; the session stays open, and the buyer may try another."""
    session = _open(books, name)
    session["sandbox"]["declined"] = True
    intent = _intent(books, session, "requires_payment_method")
    events.tell(books, "payment_intent.payment_failed", intent, session)
    return session


def pay_later(books: Books, name: str, outcome: str = "succeed") -> Thing:
    """A debit or transfer: complete, but the money is not there yet; `outcome`: "succeed", "fail", "wait"."""
    session = _open(books, name)
    intent = _intent(books, session, "processing")
    session |= {"status": "complete", "payment_intent": intent["id"], "url": None}
    session["sandbox"] |= {"outcome": outcome, "due": time.time() + LATER}
    events.tell(books, "checkout.session.completed", sessions.shown(session), session)
    return session


def arrive(books: Books, name: str, outcome: str) -> Thing:
    """The money of a session that was to be paid later is there, or will never be."""
    session = books.find("sessions", name)
    if session["status"] != "complete" or session["payment_status"] != "unpaid":
        raise Refusal("Nothing is on its way.")
    intent = books.find("intents", session["payment_intent"])
    session["sandbox"]["outcome"] = "over"
    if outcome == "fail":
        intent["status"] = "requires_payment_method"
        events.tell(books, "checkout.session.async_payment_failed", sessions.shown(session), session)
        return session
    intent |= {"status": "succeeded", "amount_received": intent["amount"]}
    _charge(books, intent)
    session["payment_status"] = "paid"
    events.tell(books, "checkout.session.async_payment_succeeded", sessions.shown(session), session)
    return session


def arrive_due(books: Books) -> bool:
    """Let arrive what is due; did anything change?"""
    waiting = [s for s in books.things["sessions"].values() if s["sandbox"].get("outcome") in ("succeed", "fail")]
    found = [session for session in waiting if session["sandbox"]["due"] <= time.time()]
    for session in found:
        arrive(books, session["id"], session["sandbox"]["outcome"])
    return bool(found)


def refund(books: Books, asked: Thing) -> Thing:
    """https://docs.stripe.com/api/refunds/create."""
    intent = books.find("intents", asked.get("payment_intent", ""))
    if not intent.get("latest_charge"):
        raise Refusal("This PaymentIntent does not have a successful charge to refund.")
    charge = books.find("charges", intent["latest_charge"])
    left = charge["amount"] - charge["amount_refunded"]
    if not left:
        raise Refusal("Charge has already been refunded.", code="charge_already_refunded")
    amount = int(asked.get("amount") or left)
    if not 0 < amount <= left:
        raise Refusal(f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left}).", param="amount")
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    found = books.make(
        "refunds",
        object="refund",
        amount=amount,
        currency=charge["currency"],
        payment_intent=intent["id"],
        charge=charge["id"],
        status="succeeded",
        metadata=asked.get("metadata", {}),
    )
    session = _session(books, intent)
    for kind, thing in (("refund.created", found), ("charge.refunded", charge), ("refund.updated", found)):
        events.tell(books, kind, thing, session)
    return found


def fail_refund(books: Books, name: str) -> Thing:
    """The buyer's bank sends the money back, days after it was said to be there."""
    found = books.find("refunds", name)
    charge = books.find("charges", found["charge"])
    found["status"] = "failed"
    charge["amount_refunded"] -= found["amount"]
    charge["refunded"] = False
    events.tell(books, "refund.failed", found, _session(books, books.find("intents", found["payment_intent"])))
    return found


def dispute(books: Books, name: str) -> Thing:
    intent = books.find("intents", name)
    facts: dict[str, Any] = {"amount": intent["amount"], "currency": intent["currency"], "payment_intent": intent["id"]}
    found = books.make("disputes", object="dispute", status="needs_response", **facts)
    events.tell(books, "charge.dispute.created", found, _session(books, intent))
    return found


def close_dispute(books: Books, name: str, status: str) -> Thing:
    """`status`: "won" or "lost", seen from the shop."""
    found = books.find("disputes", name)
    found["status"] = status
    events.tell(books, "charge.dispute.closed", found, _session(books, books.find("intents", found["payment_intent"])))
    return found


def _open(books: Books, name: str) -> Thing:
    session = books.find("sessions", name)
    if session["status"] != "open":
        raise Refusal("This session is over.")
    return session


def _intent(books: Books, session: Thing, status: str) -> Thing:
    received = session["amount_total"] if status == "succeeded" else 0
    return books.make(
        "intents",
        object="payment_intent",
        amount=session["amount_total"],
        amount_received=received,
        currency=session["currency"],
        status=status,
        latest_charge=None,
        metadata=session["sandbox"]["intent"].get("metadata", {}),
        description=session["sandbox"]["intent"].get("description"),
    )


def _charge(books: Books, intent: Thing) -> None:
    charge = books.make(
        "charges",
        object="charge",
        amount=intent["amount"],
        amount_refunded=0,
        currency=intent["currency"],
        paid=True,
        refunded=False,
        status="succeeded",
        payment_intent=intent["id"],
        metadata=intent["metadata"],
    )
    intent["latest_charge"] = charge["id"]


def _session(books: Books, intent: Thing) -> Thing:
    return next(s for s in books.things["sessions"].values() if s["payment_intent"] == intent["id"])
