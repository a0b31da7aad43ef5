"""Events: written down, then sent, signed, to the webhook of the site that made the session, until it says 2xx."""

import hashlib
import hmac
import json
import logging
import time
import urllib.error
import urllib.request  # nosemgrep: fetch-only-through-core -- sends to the address it was started with
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from shop.payments.sandbox.server.books import Books, Thing

WEBHOOK = "/webhooks/stripe/"
#: Seconds between tries; then Stripe's dashboard would show it as failed.
WAITS = (0, 1, 5, 30, 120)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Post:
    """How events leave: `hook` is the address, unless the session's own site shall have them."""

    secret: str
    hook: str = ""
    #: A file with the certificate of the site, where that made its own.
    certificate: str = ""


def tell(books: Books, kind: str, thing: Thing, session: Thing) -> Thing:
    """Write down an event about `thing`, to be sent to the site of `session`."""
    return books.make(
        "events",
        object="event",
        type=kind,
        api_version="2026-10-28.endive",
        data={"object": json.loads(json.dumps(thing))},
        pending_webhooks=1,
        sandbox={"hook": urljoin(session["success_url"], WEBHOOK), "tries": 0, "next": time.time()},
    )


def shown(event: Thing) -> Thing:
    return {name: value for name, value in event.items() if name != "sandbox"}


def due(books: Books) -> list[Thing]:
    """Those to send now, in the order in which they happened."""
    waiting = [event for event in books.things["events"].values() if event["pending_webhooks"]]
    return [event for event in waiting if event["sandbox"]["next"] <= time.time()]


def send(event: Thing, post: Post) -> bool:
    """Was it taken?"""
    body = json.dumps(shown(event)).encode()
    request = urllib.request.Request(  # noqa: S310 -- http or https, of the site's own address
        post.hook or event["sandbox"]["hook"],
        data=body,
        headers={"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature(body, post.secret)},
    )
    try:
        with _opener(post).open(request, timeout=20) as answer:
            return 200 <= answer.status < 300
    except (OSError, urllib.error.URLError) as error:
        logger.info("Sandbox: event %s was not taken: %s", event["id"], error)
        return False


def note(event: Thing, *, was_taken: bool) -> None:
    """What came of sending it."""
    facts = event["sandbox"]
    facts["tries"] += 1
    if was_taken or facts["tries"] >= len(WAITS):
        event["pending_webhooks"] = 0
    else:
        facts["next"] = time.time() + WAITS[facts["tries"]]


def signature(body: bytes, secret: str, at: int | None = None) -> str:
    """https://docs.stripe.com/webhooks#verify-manually."""
    moment = int(time.time()) if at is None else at
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


def _opener(post: Post) -> Any:
    handlers: list[Any] = [urllib.request.ProxyHandler({})]
    if post.certificate:
        import ssl  # noqa: PLC0415 -- only where the site speaks TLS with a certificate of its own

        handlers.append(urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=post.certificate)))
    return urllib.request.build_opener(*handlers)
