"""One offer in the admin: its ledger, and changing its stock without undoing what others did meanwhile."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic import InspectView
from wagtail.models import Page

from shop.catalogue import owners, stock
from shop.catalogue.exceptions import StockChanged
from shop.catalogue.models import Offer, StockMovement, StockReason, StockSettings
from shop.catalogue.offers import names
from stoa.accounts.entrance import next_path
from stoa.core import pagination
from stoa.core.money import shown_money

MOVEMENTS_A_PAGE = 50
NOTE_LENGTH = 200
#: More than this nobody has on a shelf; the column holds a little more.
HIGHEST = 1_000_000_000
#: What staff may say a change is.
REASONS = [(reason.value, reason.label) for reason in (StockReason.COUNTED, StockReason.DELIVERED, StockReason.LOST)]
_SENSELESS = object()


def shown_price(offer: Offer) -> str:
    """Today's, and the listed one where it is reduced."""
    now = timezone.now()
    today = shown_money(offer.price_at(now))
    return f"{today} ({shown_money(offer.listed_price)})" if offer.is_reduced(now) else today


class OfferView(InspectView):
    """An offer with every change of its stock, the newest first."""

    model = Offer
    any_permission_required = ["view", "change"]
    template_name = "catalogue/administration/offer.html"
    fields = ["sku"]
    page_title = gettext_lazy("Offer")
    header_icon = "tag"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.object.movements.select_related("user").order_by("-created_at", "-pk")
        movements = pagination.page_of(rows, self.request.GET.get("page"), MOVEMENTS_A_PAGE)
        return super().get_context_data(**kwargs) | {
            "offer": self.object,
            "price": shown_price(self.object),
            **_places(self.object, self.request.user),
            "movements": movements,
            "lines": _lines(movements),
            "reasons": REASONS,
            "threshold": StockSettings.threshold(),
            "may_change": self.request.user.has_perm("catalogue.change_offer"),
            "here": self.request.get_full_path(),
        }


def _places(offer: Offer, user: Any) -> dict[str, str]:
    """Where it is edited, for whoever may, and where it is sold; empty where there is none."""
    source = Page.objects.filter(translation_key=offer.translation_key, alias_of=None).order_by("pk").first()
    may_edit = source is not None and source.specific.permissions_for_user(user).can_edit()
    facts = names([offer], get_language() or settings.LANGUAGE_CODE)[offer.pk]
    return {"edit_url": reverse("wagtailadmin_pages:edit", args=[source.pk]) if may_edit else "", "shop_url": facts.url}


def _lines(movements: Any) -> list[tuple[StockMovement, owners.Owner | None]]:
    rows = list(movements)
    found = owners.find_all({row.owner_key for row in rows if row.owner_key})
    return [(row, found.get(row.owner_key)) for row in rows]


class ChangeView(View):
    """POST only, by who may change offers; afterwards one is where one was."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("catalogue.change_offer"):
            raise PermissionDenied
        self.change(request, get_object_or_404(Offer, pk=pk))
        return redirect(next_path(request, otherwise=reverse("shop_offers:offer", args=[pk])))

    def change(self, request: HttpRequest, offer: Offer) -> None:
        raise NotImplementedError


class StockView(ChangeView):
    """So many there were, so many there are, and why. Who has seen another number is told and changes nothing."""

    def change(self, request: HttpRequest, offer: Offer) -> None:
        seen, wanted = (_number(request.POST.get(name, "")) for name in ("seen", "stock"))
        reason = request.POST.get("reason", "")
        if seen is _SENSELESS or wanted is _SENSELESS or reason not in dict(REASONS):
            messages.error(request, _("%s: a stock is a whole number.") % offer.sku)
            return
        has_no_limit = "unlimited" in request.POST
        wanted = None if has_no_limit else wanted
        if refusal := _refusal(seen, wanted, reason, has_no_limit=has_no_limit):
            messages.error(request, f"{offer.sku}: {refusal}")
            return
        note = request.POST.get("note", "").strip()[:NOTE_LENGTH]
        facts: dict[str, Any] = {"reason": reason, "user": request.user, "note": note}
        try:
            now = stock.correct(offer_id=offer.pk, seen=seen, stock=wanted, **facts)
        except StockChanged as change:
            words = _("%(sku)s: somebody changed the stock meanwhile to %(now)s. Nothing was written; look again.")
            messages.error(request, words % {"sku": offer.sku, "now": _said(change.stock)})
        else:
            messages.success(request, _("%(sku)s: the stock is %(now)s.") % {"sku": offer.sku, "now": _said(now)})


def _refusal(seen: int | None, wanted: int | None, reason: str, *, has_no_limit: bool) -> str:
    """Why this is no change of a stock that anybody means; empty if it may be one."""
    if seen is None:
        return ""
    if wanted is None:
        return "" if has_no_limit else _("Write a number. To sell it without limit, open it and tick “no limit”.")
    if reason == StockReason.LOST and wanted > seen:
        return _("What is lost or damaged does not make it more.")
    if reason == StockReason.DELIVERED and wanted < seen:
        return _("A delivery does not make it less.")
    return ""


class LowStockView(ChangeView):
    """From how many on the stock of this offer is low."""

    def change(self, request: HttpRequest, offer: Offer) -> None:
        number = _number(request.POST.get("low_stock", ""))
        if number is _SENSELESS:
            messages.error(request, _("Write a whole number, or nothing."))
            return
        Offer.objects.filter(pk=offer.pk).update(low_stock=number)
        messages.success(request, _("Done."))


def _number(typed: str) -> Any:
    """A whole number, None for nothing, else _SENSELESS."""
    text = typed.strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > len(str(HIGHEST)) or int(text) > HIGHEST:
        return _SENSELESS
    return int(text)


def _said(number: int | None) -> str:
    return _("without limit") if number is None else str(number)
