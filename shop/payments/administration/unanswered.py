"""Saying how a refund stands of which its provider says nothing, in the admin: gone back, or not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.payments import unanswered
from shop.payments.administration.previews import REASON_LENGTH, PreviewView
from shop.payments.exceptions import NothingToSay
from shop.payments.models import Refund
from stoa.core.money import shown_money


@dataclass(frozen=True)
class Answer:
    """What a person may say. `consequences` in sentences about "%(amount)s"; `act` is a function of `unanswered`."""

    label: str | Promise
    consequences: list[str | Promise]
    act: Callable[..., None]


ANSWERS = {
    "gone": Answer(
        gettext_lazy("It has gone back"),
        [
            gettext_lazy("No more money goes back: %(amount)s have gone already."),
            gettext_lazy("What follows from it follows now: the credit note, goods into stock, the mail to the buyer."),
        ],
        unanswered.note_gone,
    ),
    "not-gone": Answer(
        gettext_lazy("It has not gone back"),
        [
            gettext_lazy("The refund is undone: %(amount)s are still here, and nothing goes back by itself."),
            gettext_lazy(
                "It stands in “Failed jobs” then: it can be ordered once more there as soon as the payment service "
                "answers, or put aside when the money was sent otherwise."
            ),
        ],
        unanswered.note_not_gone,
    ),
}


class UnansweredView(PreviewView):
    """What is said already is not said again."""

    template_name = "payments/administration/unanswered.html"

    def get(self, request: HttpRequest, *args: Any, pk: int, answer: str, **kwargs: Any) -> HttpResponse:
        refund, chosen = _refund(pk), _answer(answer)
        order = refund.payment.order
        if not unanswered.unanswered(timezone.now()).filter(pk=refund.pk).exists():
            return _refused(request, refund, NothingToSay())
        self.page_title = chosen.label
        words = [str(sentence) % {"amount": shown_money(refund.money)} for sentence in chosen.consequences]
        return self.show(order, refund=refund, consequences=words, confirm=chosen.label, takes_away=False)

    def post(self, request: HttpRequest, pk: int, answer: str) -> HttpResponse:
        refund, chosen = _refund(pk), _answer(answer)
        reason = request.POST.get("reason", "").strip()[:REASON_LENGTH]
        try:
            chosen.act(refund_id=refund.pk, user=request.user, now=timezone.now(), reason=reason)
        except NothingToSay as refusal:
            return _refused(request, refund, refusal)
        messages.success(request, _("Done."))
        return redirect("shop_orders:inspect", refund.payment.order_id)


def _answer(name: str) -> Answer:
    if name not in ANSWERS:
        raise Http404
    return ANSWERS[name]


def _refund(pk: int) -> Refund:
    return get_object_or_404(Refund.objects.select_related("payment__order"), pk=pk)


def _refused(request: HttpRequest, refund: Refund, refusal: NothingToSay) -> HttpResponse:
    messages.info(request, str(refusal.message))
    return redirect("shop_orders:inspect", refund.payment.order_id)


urlpatterns = [
    path("shop/refund/unanswered/<int:pk>/<slug:answer>/", UnansweredView.as_view(), name="shop_refund_unanswered")
]
