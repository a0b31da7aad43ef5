"""Why money does not move."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stoa.core.money import Money, shown_money


class PaymentRefused(Exception):
    """`message` says to the buyer, or to staff, why."""

    message: str | Promise = ""


class NothingToPay(PaymentRefused):
    """The order does not wait for a payment (any more)."""

    message = _("This order does not wait for a payment any more.")


class UnderWay(PaymentRefused):
    """A payment is on its way already; a second one would have to be given back."""

    message = _("Your payment is on its way already. We write to you as soon as it is here.")


class ProviderUnknown(PaymentRefused):
    """No such way to pay, or not for this amount."""

    message = _("Choose one of the ways to pay.")


class ProviderOff(ProviderUnknown):
    """What was paid so cannot go back by itself at the moment."""

    message = _("This was paid in a way that is turned off: turn it on again to give the money back.")


class ProviderAway(PaymentRefused):
    """The provider does not answer, or not as it should; nobody knows what it has done. Ask again with the same key."""

    message = _("The payment service does not answer at the moment. Your order is kept: try again in a minute.")


class ProviderRefuses(PaymentRefused):
    """The provider has understood, and says no."""

    message = _("The payment service has refused. Your order is kept: try again, or choose another way to pay.")


class AmountDiffers(PaymentRefused):
    """What the provider asks or got is not what the order costs."""

    message = _("Something is wrong with this payment. We have been told and look at it; your order is kept.")


class NotHeld(PaymentRefused):
    """Nobody has to decide about this payment (any more), or something has come or gone since they looked."""

    message = _("Something has changed since you looked: please look at this payment once more.")


class NothingCame(PaymentRefused):
    """A payment was held before there was any money."""

    message = _("No money has come with this payment: close it.")


class MoneyCame(PaymentRefused):
    """A payment of which somebody thought that there is no money."""

    message = _("Money has come with this payment after all, or is on its way: it cannot be closed.")


class NobodySays(PaymentRefused):
    """The provider does not say whether there is money."""

    message = _(
        "The payment service refuses to say whether money has come: look there yourself. You can close it all the "
        "same; money that comes after that is held again."
    )


class CannotCount(PaymentRefused):
    """What came does not pay the order."""


class OtherCurrency(CannotCount):
    """Nobody says what it is worth in the currency of the order."""

    message = _("It came in another currency than the order's: it can only be given back.")


class LessCame(CannotCount):
    """The invoice would say that more was paid."""

    message = _("Less has come than the order costs: give it back, and the buyer can pay once more.")


class OrderTakesNothing(CannotCount):
    """The order is paid already, was given up, or its goods are sold."""

    message = _("The order is paid already, was cancelled, or its goods are sold: the money can only be given back.")


class RefundRefused(PaymentRefused):
    """More than was paid, nothing at all, or of a payment that is not here."""

    message = _("Enter what is given back: at least something, and no more than was paid.")


class NothingToSay(PaymentRefused):
    """Of a refund that is over, or is sent again by itself."""

    message = _("It is known how this refund stands.")


class NothingPaid(RefundRefused):
    """There is no payment that could go back."""

    message = _("Nothing of this order's money is here: it was never paid, or all of it has gone back.")


class NothingToRetry(RefundRefused):
    """What a refund that failed was for has gone back otherwise."""

    message = _("Nothing is left to give back for it.")


class SumDiffers(PaymentRefused):
    """What somebody says that went back is not what went back."""

    def __init__(self, *, found: Money, wanted: Money) -> None:
        facts = {"found": shown_money(found), "wanted": shown_money(wanted)}
        self.message = gettext("That comes to %(found)s, and %(wanted)s went back: choose otherwise.") % facts


class EventRefused(Exception):
    """A message that claims to come from a provider is none, or is not for us: 400."""


class EventTooEarly(EventRefused):
    """It may be about a payment of which nobody has told us the charge yet: it is tried again."""
