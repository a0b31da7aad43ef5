"""A small server that behaves like Stripe where we use it. It knows nothing of the site: it is spoken to over HTTP.

`running()` starts one. `/v1/…` is Stripe's API (sessions, payment intents, charges, refunds, coupons, events), with
idempotency keys, errors of Stripe's form and signed webhooks; `/sandbox/…` is what buyers, banks and the weather do:
pay, decline, pay later, dispute, and faults on demand (slow, 500, 429, cut after accept).
"""

from shop.payments.sandbox.server.serving import Sandbox, running

__all__ = ["Sandbox", "running"]
