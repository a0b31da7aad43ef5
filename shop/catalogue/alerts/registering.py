"""What wishes for a mail are to the rest of the site."""

from shop.catalogue.alerts import asking, mailing, privacy
from stoa.core import sweep


def register() -> None:
    privacy.register()
    mailing.connect_signals()
    sweep.register("stock alerts", mailing.send_due)
    sweep.register("old stock alerts", asking.forget_old)
