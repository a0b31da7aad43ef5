"""Money that went back at the provider, and nobody knew for what: staff say it here, and its credit note is made out.

It is done: the provider is not asked again. It was for goods and shipping of just that amount, or made everything
cheaper.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from shop.orders import states
from shop.payments import aftermath, locking, refund_plans, refunding
from shop.payments.models import Refund


@transaction.atomic
def for_goods(
    *,
    refund_id: int,
    quantities: Mapping[int, int],
    with_shipping: bool,
    gives_stock_back: bool,
    reason: str,
    user: Any,
    now: datetime,
) -> Refund:
    """So many pieces of lines ({line id: quantity}) and the shipping. Raises RefundRefused, SumDiffers."""
    _order, _payment, refund = locking.locked_refund(refund_id)
    if not _is_unexplained(refund):
        return refund
    plan = refund_plans.goods(refund, quantities, with_shipping=with_shipping)
    refund.gives_stock_back = gives_stock_back
    return _explained(refund, plan, reason=reason, user=user, now=now)


@transaction.atomic
def as_reduction(*, refund_id: int, reason: str, user: Any, now: datetime) -> Refund:
    """Everything that is still paid became cheaper, each tax rate by its share."""
    _order, _payment, refund = locking.locked_refund(refund_id)
    if not _is_unexplained(refund):
        return refund
    return _explained(refund, refund_plans.reduction(refund), reason=reason, user=user, now=now)


def _is_unexplained(refund: Refund) -> bool:
    return Refund.objects.unexplained().filter(pk=refund.pk).exists()


def _explained(refund: Refund, plan: refund_plans.Plan, *, reason: str, user: Any, now: datetime) -> Refund:
    refund.shipping, refund.reason, refund.user = plan.shipping, reason, user
    refund.save(update_fields=["shipping", "reason", "user", "gives_stock_back"])
    refunding.write_lines(refund, {part.line: (part.quantity, part.amount) for part in plan.parts})
    facts = {"amount": str(refund.money)}
    states.note(order=plan.order, name="refund_explained", now=now, user=user, reason=reason, facts=facts)
    aftermath.explain(order=plan.order, payment=refund.payment, refund=refund, now=now)
    return refund
