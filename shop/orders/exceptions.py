"""Why somebody cannot buy something in this way."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class OrderRefused(Exception):
    """`message` says to the buyer why."""

    message: ClassVar[str | Promise] = ""


class CouponRefused(OrderRefused):
    """Unknown, ended, used up, somebody else's, for other goods: the message does not tell which."""

    message = _("This code cannot be used: it is unknown, has ended, or is not for what is in your cart.")


class TooManyCodes(OrderRefused):
    """Too many codes were tried; the request knows for how long to wait (`core.limits`)."""

    message = _("You have tried too many codes. Wait a while and try again.")


class OfferNotForSale(OrderRefused):
    """Unknown, taken off sale, or never was: the message does not tell which."""

    message = _("This is not for sale at the moment.")


class QuantityRefused(OrderRefused):
    """No whole number from 1 to the most that one line holds."""

    message = _("Enter a whole number from 1 to 999.")


class CartFull(OrderRefused):
    """No cart holds more lines."""

    message = _("Your cart is full. Take something out first, or place this order and begin another.")


class NothingToBuy(OrderRefused):
    """An order was placed from an empty cart."""

    message = _("Your cart is empty.")


class LinesRefused(OrderRefused):
    """Some lines of the cart cannot be bought as they are; the cart knows which (`quoting.Item.is_buyable`)."""

    message = _("Not everything in your cart can be had any more. Choose below what to do, and order again.")


class CartChanged(OrderRefused):
    """What the buyer agreed to is not what it would cost now."""

    message = _("Something has changed since you looked: please look at your order once more.")


class TransitionRefused(OrderRefused):
    """The order stands where this cannot follow."""

    message = _("This order cannot be changed in this way any more.")


class ShipmentRefused(OrderRefused):
    """More than is left to ship, or nothing at all."""

    message = _("Enter for each line how many are in the parcel, at most as many as are left.")


class CreditRefused(OrderRefused):
    """More than was invoiced and not yet credited, or nothing at all."""

    message = _("Choose what is given back: at most what was invoiced and was not given back before.")


class DownloadRefused(OrderRefused):
    """Not paid, given back, the time is over, or no file of this order: the message does not tell which."""

    message = _("This file cannot be downloaded any more. Write to us if you need it again.")


class DownloadsUsedUp(DownloadRefused):
    """The file was taken as often as the shop allows."""

    message = _("You have downloaded this file as often as you could. Write to us if you need it again.")


class InvoiceIsFrozen(TypeError):
    """Somebody tried to change or delete an invoice: a mistake of a programmer. A credit note corrects it."""


class DrawingFailed(Exception):
    """The PDF of an invoice could not be made; the text says why, to staff."""


class NoHandler(LookupError):
    """Nobody has registered what to do when this kind of offer is paid: a mistake of a programmer."""
