"""Wishes for a mail: made, confirmed, taken back, forgotten.

A guest's wish counts once its address is confirmed by a link in a mail. Whoever asks is told the same, whether the
address is known here or not, and whether it has asked before.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from shop.catalogue.alerts import links
from shop.catalogue.models import Offer, StockAlert
from shop.catalogue.offers import names
from stoa.accounts.addresses import normalised
from stoa.accounts.models import User
from stoa.core import mail

#: An address that nobody confirms is forgotten, and its link ends.
UNCONFIRMED_FOR = timedelta(days=2)
#: Who has waited so long has bought elsewhere.
WISHED_FOR = timedelta(days=365)


@transaction.atomic
def ask_as_member(*, offer: Offer, user: User, language: str, now: datetime) -> None:
    """A member's address is confirmed already; twice is the same as once."""
    facts = {"language": language, "created_at": now, "confirmed_at": now}
    StockAlert.objects.get_or_create(offer=offer, user=user, defaults=facts)


@transaction.atomic
def ask_as_guest(*, offer: Offer, email: str, language: str, now: datetime) -> None:
    """Mail a link that confirms the wish, unless it is confirmed."""
    facts = {"language": language, "created_at": now}
    alert, _is_new = StockAlert.objects.get_or_create(offer=offer, email=normalised(email), defaults=facts)
    if alert.confirmed_at is None:
        facts_of_offer = names([offer], language)[offer.pk]
        context = {"facts": facts_of_offer, "url": links.confirm_url(alert)}
        mail.send("stock_alert_confirm", to=email, context=context, language=language)


@transaction.atomic
def confirm(*, alert_id: int, now: datetime) -> StockAlert | None:
    """The wish, which counts from now on; None when it is forgotten."""
    StockAlert.objects.filter(pk=alert_id, confirmed_at=None).update(confirmed_at=now)
    return StockAlert.objects.filter(pk=alert_id).select_related("offer").first()


def stop(*, alert_id: int) -> None:
    StockAlert.objects.filter(pk=alert_id).delete()


def forget_old() -> None:
    """A job of the sweep."""
    now = timezone.now()
    unconfirmed = Q(confirmed_at=None, created_at__lt=now - UNCONFIRMED_FOR)
    StockAlert.objects.filter(unconfirmed | Q(created_at__lt=now - WISHED_FOR)).delete()
