"""Staff are told what a person must look at: a line in the order's history, and a mail to whoever runs the shop.

What they are told is kept as text, for whoever reads it later: in the language of the site, whoever pays in which.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.orders import mailing, states
from shop.orders.models import Order
from shop.payments.models import Payment
from stoa.accounts.models import User
from stoa.accounts.roles import SHOP_MANAGERS
from stoa.core.money import Money, shown_money


def in_words(template: str | Promise, **facts: Any) -> str:
    """A translated `template` with "%(name)s" for each of `facts`, Money among them, as it is kept for staff."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(template) % {name: _shown(fact) for name, fact in facts.items()}


def of_payment(payment: Payment, what: str) -> str:
    """`what` is true of this payment of its order."""
    return in_words(_("Payment %(attempt)s: %(what)s"), attempt=payment.attempt, what=what)


def tell_staff(*, order: Order, what: str, now: datetime) -> None:
    """In the transaction in which it happens: the mails are owed with it. `what` is of `in_words`, with numbers and no
    names.
    """
    event = states.note(order=order, name="attention", now=now, reason=what)
    mailing.owe_staff(order=order, users=_managers(), name="attention", now=now, about=str(event.pk))


def tell_staff_once(*, order: Order, what: str, now: datetime) -> None:
    """Unless they were told in the same words. The order is locked."""
    if not order.events.filter(name="attention", reason=what).exists():
        tell_staff(order=order, what=what, now=now)


def _shown(fact: Any) -> Any:
    return shown_money(fact) if isinstance(fact, Money) else fact


def _managers() -> QuerySet[User]:
    """The shop managers, or administrators where there are none."""
    active = User.objects.filter(is_active=True).order_by("pk")
    found = active.filter(groups__name=SHOP_MANAGERS)
    return found if found.exists() else active.filter(is_superuser=True)
