"""Which request does what: Stripe's addresses, and those of the sandbox itself."""

import json
import re
from collections.abc import Callable
from typing import Any

from shop.payments.sandbox.server import events, paying, sessions
from shop.payments.sandbox.server.books import Books, Fault, Thing
from shop.payments.sandbox.server.errors import Refusal

#: (books, what was asked, the part of the path that is a name) → answer.
Act = Callable[[Books, Thing, str], Thing]
#: Status and body.
Answer = tuple[int, dict[str, Any]]


def answer(books: Books, method: str, path: str, asked: Thing) -> Thing:
    """Raises Refusal."""
    for allowed, pattern, act in ROUTES:
        found = re.fullmatch(pattern, path)
        if found and allowed == method:
            return act(books, asked, found[1] if found.groups() else "")
    raise Refusal(f"Unrecognized request URL ({method}: {path}).", status=404)


def _shown_session(books: Books, asked: Thing, name: str) -> Thing:
    session = sessions.shown(books.find("sessions", name))
    if session["payment_intent"] and any(each.startswith("payment_intent") for each in asked.get("expand", [])):
        intent = dict(books.find("intents", session["payment_intent"]))
        if intent["latest_charge"]:
            intent["latest_charge"] = books.find("charges", intent["latest_charge"])
        session["payment_intent"] = intent
    return session


def _list(folder: str) -> Act:
    def listed(books: Books, asked: Thing, name: str) -> Thing:
        """The newest first."""
        found = [*books.things[folder].values()][::-1][: int(asked.get("limit", 10))]
        things = [{key: value for key, value in thing.items() if key != "sandbox"} for thing in found]
        return {"object": "list", "url": f"/v1/{folder}", "has_more": False, "data": things}

    return listed


def _set_fault(books: Books, asked: Thing, name: str) -> Thing:
    fault = Fault(
        kind=asked["kind"],
        path=asked.get("path", "/v1/"),
        times=int(asked.get("times", 1)),
        seconds=float(asked.get("seconds", 0)),
    )
    books.faults.append(fault)
    return {"faults": len(books.faults)}


def _send_again(books: Books, asked: Thing, name: str) -> Thing:
    event = books.find("events", name)
    event["pending_webhooks"] = 1
    event["sandbox"] |= {"tries": 0, "next": 0}
    return events.shown(event)


def _whole(books: Books, asked: Thing, name: str) -> Thing:
    return json.loads(json.dumps(books.find("sessions", name)))


def _of(folder: str) -> Act:
    return lambda books, asked, name: books.find(folder, name)


_NAME = r"([\w-]+)"
ROUTES: list[tuple[str, str, Act]] = [
    ("POST", "/v1/checkout/sessions", lambda books, asked, name: sessions.shown(sessions.make(books, asked))),
    ("GET", "/v1/checkout/sessions", _list("sessions")),
    ("GET", f"/v1/checkout/sessions/{_NAME}", _shown_session),
    (
        "POST",
        f"/v1/checkout/sessions/{_NAME}/expire",
        lambda books, asked, name: sessions.shown(sessions.expire(books, name)),
    ),
    ("POST", "/v1/coupons", lambda books, asked, name: sessions.make_coupon(books, asked)),
    ("GET", f"/v1/coupons/{_NAME}", _of("coupons")),
    ("GET", f"/v1/payment_intents/{_NAME}", _of("intents")),
    ("GET", f"/v1/charges/{_NAME}", _of("charges")),
    ("POST", "/v1/refunds", lambda books, asked, name: paying.refund(books, asked)),
    ("GET", "/v1/refunds", _list("refunds")),
    ("GET", f"/v1/refunds/{_NAME}", _of("refunds")),
    ("GET", "/v1/events", _list("events")),
    ("GET", f"/sandbox/sessions/{_NAME}", _whole),
    (
        "POST",
        f"/sandbox/sessions/{_NAME}/pay",
        lambda books, asked, name: paying.pay(books, name, more=int(asked.get("more", 0))),
    ),
    ("POST", f"/sandbox/sessions/{_NAME}/decline", lambda books, asked, name: paying.decline(books, name)),
    (
        "POST",
        f"/sandbox/sessions/{_NAME}/later",
        lambda books, asked, name: paying.pay_later(books, name, asked.get("outcome", "succeed")),
    ),
    (
        "POST",
        f"/sandbox/sessions/{_NAME}/arrive",
        lambda books, asked, name: paying.arrive(books, name, asked.get("outcome", "succeed")),
    ),
    ("POST", f"/sandbox/refunds/{_NAME}/fail", lambda books, asked, name: paying.fail_refund(books, name)),
    ("POST", f"/sandbox/intents/{_NAME}/dispute", lambda books, asked, name: paying.dispute(books, name)),
    (
        "POST",
        f"/sandbox/disputes/{_NAME}/close",
        lambda books, asked, name: paying.close_dispute(books, name, asked.get("status", "lost")),
    ),
    ("POST", f"/sandbox/events/{_NAME}/send", _send_again),
    ("POST", "/sandbox/faults", _set_fault),
]


def canonical(method: str, path: str, asked: Thing) -> str:
    """What an idempotency key stands for."""
    return json.dumps([method, path, asked], sort_keys=True)
