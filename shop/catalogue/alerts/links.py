"""Signed links of mails: they name a wish and what becomes of it, and work without logging in."""

from django.core import signing
from django.urls import reverse
from django.utils import translation

from shop.catalogue.models import StockAlert
from stoa.core import sites

CONFIRM, STOP = "catalogue.alerts.confirm", "catalogue.alerts.stop"


def confirm_url(alert: StockAlert) -> str:
    return _url("stock_alert_confirm", CONFIRM, alert)


def stop_url(alert: StockAlert) -> str:
    return _url("stock_alert_stop", STOP, alert)


def read(token: str, *, purpose: str) -> int | None:
    """The id of the wish; None for a token that was not made here for this purpose."""
    try:
        return int(signing.loads(token, salt=purpose))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def _url(name: str, purpose: str, alert: StockAlert) -> str:
    with translation.override(alert.language):
        return sites.absolute(reverse(name, args=[signing.dumps(alert.pk, salt=purpose)]))
