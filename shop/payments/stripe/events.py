"""Events of Stripe: is it from Stripe, from just now, for this site; and what does it say?

https://docs.stripe.com/webhooks. What is kept of an event is what stands in KEPT: nothing about cards or people.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from shop.payments.base import Event, Fetched, Refunded, Standing
from shop.payments.exceptions import EventRefused
from shop.payments.models import Dispute
from shop.payments.stripe import amounts

#: Seconds that an event may be old, or of the future.
TOLERANCE = 300
KEPT = frozenset(
    "id object status payment_status amount_total amount amount_refunded currency client_reference_id livemode".split()
)
#: Of `metadata`: what we have put there ourselves.
OURS = frozenset({"order", "order_key", "payment", "refund"})
Object = Mapping[str, Any]


def verified(*, body: bytes, header: str, secrets: Sequence[str], livemode: bool, now: datetime) -> dict[str, Any]:
    """What is kept of the event in `body`. Raises EventRefused unless one of `secrets` has signed it just now."""
    _check_signature(body, header, secrets, now)
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        raise EventRefused("no JSON") from None
    if not isinstance(event, dict) or event.get("object") != "event":
        raise EventRefused("no event")
    found = event.get("data", {}).get("object") if isinstance(event.get("data"), dict) else None
    if not isinstance(event.get("id"), str) or not isinstance(event.get("type"), str) or not isinstance(found, dict):
        raise EventRefused("no event")
    if event.get("livemode") is not livemode:
        raise EventRefused("for the other mode")
    return {"id": event["id"], "type": event["type"], "object": _kept(found)}


def read(body: Mapping[str, Any]) -> Event:
    """The event of what was kept of one. Raises EventRefused where it is not of the form Stripe writes it in."""
    reader = READERS.get(body["type"])
    kept = {"id": body["id"], "kind": body["type"], "body": body}
    if reader is None:
        return Event(**kept)
    try:
        return Event(**kept, **reader(body["object"], body["type"]))
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise EventRefused(f"not as Stripe writes it: {type(error).__name__}") from error


def session_facts(session: Object, kind: str = "") -> Fetched:
    """Where a Checkout Session stands; an event of a failed payment says so by its kind alone."""
    return Fetched(
        standing=_standing(session, kind),
        amount=amounts.from_units(int(session["amount_total"]), str(session["currency"])),
        reference=str(session["id"]),
        charge=_id(session.get("payment_intent")),
    )


def _kept(found: Object) -> dict[str, Any]:
    kept = {name: value for name, value in found.items() if name in KEPT}
    about = {name: value for name, value in _metadata(found).items() if name in OURS}
    return kept | {"metadata": about, "payment_intent": _id(found.get("payment_intent"))}


def _check_signature(body: bytes, header: str, secrets: Sequence[str], now: datetime) -> None:
    from stripe import SignatureVerificationError, WebhookSignature  # noqa: PLC0415 -- slow import

    for secret in secrets:
        try:
            WebhookSignature.verify_header(body, header, secret)
        except (SignatureVerificationError, ValueError, TypeError):
            continue
        # The SDK looks at old ones only, and by the clock of the system.
        signed_at = next(int(part[2:]) for part in header.split(",") if part.startswith("t="))
        if abs(now.timestamp() - signed_at) <= TOLERANCE:
            return
        raise EventRefused("not of now")
    raise EventRefused("not signed by the provider")


def _standing(session: Object, kind: str) -> Standing:
    if session.get("payment_status") in ("paid", "no_payment_required"):
        return Standing.PAID
    if kind == "checkout.session.async_payment_failed":
        return Standing.FAILED
    if session.get("status") == "expired":
        return Standing.EXPIRED
    return Standing.PENDING if session.get("status") == "complete" else Standing.OPEN


def _session(session: Object, kind: str) -> dict[str, Any]:
    about = _about(session)
    return about | {"facts": session_facts(session, kind), "reference": str(session["id"]), "is_ours": True}


def _charge(charge: Object, kind: str) -> dict[str, Any]:
    """Whoever gets something back has paid: the same whether it is told before or after."""
    currency = str(charge["currency"])
    facts = Fetched(
        standing=Standing.PAID,
        amount=amounts.from_units(int(charge["amount"]), currency),
        charge=_id(charge.get("payment_intent")),
        refunded=amounts.from_units(int(charge["amount_refunded"]), currency),
    )
    about = _about(charge)
    return about | {"facts": facts, "charge": facts.charge, "is_ours": bool(about["payment_key"])}


def _refund(refund: Object, kind: str) -> dict[str, Any]:
    has_failed = refund.get("status") in ("failed", "canceled") or kind == "refund.failed"
    amount = amounts.from_units(int(refund["amount"]), str(refund["currency"]))
    told = Refunded(reference=str(refund["id"]), has_failed=has_failed, amount=amount)
    key = str(_metadata(refund).get("refund", ""))
    return {"refund": told, "refund_key": key, "charge": _id(refund.get("payment_intent"))}


def _dispute(dispute: Object, kind: str) -> dict[str, Any]:
    standing = _dispute_state(str(dispute.get("status")), kind)
    charge = _id(dispute.get("payment_intent"))
    return {"dispute": standing, "dispute_reference": str(dispute["id"]), "charge": charge}


def _dispute_state(status: str, kind: str) -> Dispute:
    if not kind.endswith(".closed"):
        return Dispute.OPEN
    return Dispute(status) if status in (Dispute.WON, Dispute.LOST) else Dispute.CLOSED


def _about(thing: Object) -> dict[str, Any]:
    return {"payment_key": str(_metadata(thing).get("payment", ""))}


def _metadata(thing: Object) -> Mapping[str, Any]:
    found = thing.get("metadata")
    return found if isinstance(found, Mapping) else {}


def _id(value: Any) -> str:
    """Of something that Stripe names, or shows whole where that was asked for."""
    return str(value.get("id", "") if isinstance(value, Mapping) else value or "")


READERS = {
    "checkout.session.completed": _session,
    "checkout.session.async_payment_succeeded": _session,
    "checkout.session.async_payment_failed": _session,
    "checkout.session.expired": _session,
    "charge.refunded": _charge,
    "refund.created": _refund,
    "refund.updated": _refund,
    "refund.failed": _refund,
    "charge.dispute.created": _dispute,
    "charge.dispute.closed": _dispute,
}
