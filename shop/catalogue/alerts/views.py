"""Asking for a mail when an offer is back, as a page and in place; the pages behind the links of mails."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from shop.catalogue.alerts import asking, links
from shop.catalogue.alerts.forms import GuestAlertForm, MemberAlertForm
from shop.catalogue.alerts.rate_limits import asks_too_often
from shop.catalogue.models import Offer
from shop.catalogue.offers import names
from stoa.core import limits, things
from stoa.core.fragments import is_in_place
from stoa.core.view_heads import ViewHead


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, and what takes it; a fragment for htmx, a page of its own for everyone else."""
    offer, url = _offer_or_404(request, pk)
    if not offer.is_sold_out:
        messages.info(request, _("It can be had now."))
        return redirect(url)
    form = _form(request)
    context = {"offer": offer, "facts": names([offer], get_language() or "")[pk], "url": url, "form": form}
    if request.method != "POST":
        return _show(request, context)
    if not form.is_valid():
        return _show(request, context, status=422)
    email = form.cleaned_data.get("email", "")
    if asks_too_often(request, email):
        form.add_error(None, _("You have asked for a lot in a short time. Please wait a while."))
        return limits.refuse(request, _show(request, context))
    _take(request, form, offer, email)
    return _show(request, context | {"is_done": True, "email": email})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST confirms: mail programs open links by themselves."""
    alert_id = links.read(token, purpose=links.CONFIRM)
    if alert_id is None:
        return _over(request)
    alert = asking.confirm(alert_id=alert_id, now=timezone.now()) if request.method == "POST" else None
    is_gone = request.method == "POST" and alert is None
    context = {"is_done": alert is not None, "is_gone": is_gone}
    return _page(request, "catalogue/alerts/confirm.html", _("Tell me when it is back"), context)


@csrf_exempt  # nosemgrep: no-csrf-exempt -- mail programs post without a cookie (RFC 8058); the token is signed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST stops."""
    alert_id = links.read(token, purpose=links.STOP)
    if alert_id is None:
        return _over(request)
    if request.method == "POST":
        asking.stop(alert_id=alert_id)
    context = {"is_done": request.method == "POST"}
    return _page(request, "catalogue/alerts/stop.html", _("No mail about this"), context)


def _offer_or_404(request: HttpRequest, pk: int) -> tuple[Offer, str]:
    """An offer for sale and the address of its page, which the visitor may see."""
    offer = Offer.objects.for_sale().filter(pk=pk).first()
    key = str(offer.translation_key) if offer else ""
    shown = things.find_all([("product", key)], request.user).get(("product", key)) if offer else None
    if offer is None or shown is None:
        raise Http404
    return offer, shown.url


def _form(request: HttpRequest) -> Any:
    data = request.POST if request.method == "POST" else None
    if request.user.is_authenticated:
        return MemberAlertForm(data)
    return GuestAlertForm(data, initial={"form_opened": GuestAlertForm.stamp()})


def _take(request: HttpRequest, form: Any, offer: Offer, email: str) -> None:
    facts: dict[str, Any] = {"offer": offer, "language": get_language() or "", "now": timezone.now()}
    if request.user.is_authenticated:
        asking.ask_as_member(user=request.user, **facts)
    elif not form.is_trapped:
        asking.ask_as_guest(email=email, **facts)


def _over(request: HttpRequest) -> HttpResponse:
    """Of a link that was broken on its way, or that an older site has made."""
    context = {"is_done": False, "is_gone": True}
    return _page(request, "catalogue/alerts/confirm.html", _("Tell me when it is back"), context, status=404)


def _show(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    if is_in_place(request):
        # To htmx a form with errors is an answer like any other.
        return render(request, "catalogue/alerts/form.html", context)
    return _page(request, "catalogue/alerts/ask.html", _("Tell me when it is back"), context, status=status)


def _page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    head = ViewHead(request, title=title, robots="noindex")
    return render(request, template, context | {"head": head}, status=status)
