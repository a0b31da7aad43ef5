"""The password that many share: Wagtail's restriction on pages and on collections of documents.

The form tells nothing about what it guards. Wrong passwords are counted by address and, against many addresses at
work together, by restriction; once there were too many, even the right one waits.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import BaseViewRestriction, CollectionViewRestriction, Page, PageViewRestriction

from stoa.core import limits

_PASSWORD = {"restriction_type": BaseViewRestriction.PASSWORD}
_TOO_OFTEN = ngettext_lazy(
    "Too many wrong passwords. Wait a minute, then try again.",
    "Too many wrong passwords. Wait %(minutes)s minutes, then try again.",
    "minutes",
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest, restriction_id: int, page_id: int) -> HttpResponse:
    """Where the form of a page is sent; 404 unless the restriction stands before the page."""
    page = get_object_or_404(Page, pk=page_id, live=True).specific
    restriction = get_object_or_404(page.get_view_restrictions(), pk=restriction_id, **_PASSWORD)
    return _open(request, restriction, settings.WAGTAIL_PASSWORD_REQUIRED_TEMPLATE, page.get_url(request) or "/")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_documents(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """Where the form of a document is sent."""
    restriction = get_object_or_404(CollectionViewRestriction, pk=restriction_id, **_PASSWORD)
    return _open(request, restriction, settings.WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE, "/")


def ask(request: HttpRequest, template: str, form: Any, action_url: str, *, refusal: str = "") -> HttpResponse:
    """The page with the form; `refusal` says why nothing that was typed has been looked at."""
    errors = [refusal] if refusal else []
    return render(request, template, {"form": form, "action_url": action_url, "errors": errors})


def _open(request: HttpRequest, restriction: Any, template: str, fallback: str) -> HttpResponse:
    following = _own_address(request, fallback)
    form = PasswordViewRestrictionForm(instance=restriction, initial={"return_url": following})
    if request.method != "POST":
        return ask(request, template, form, request.path)
    if _is_used_up(request, restriction):
        refusal = limits.in_words(request, _TOO_OFTEN)
        return limits.refuse(request, ask(request, template, form, request.path, refusal=refusal))
    typed = {"password": request.POST.get("password", ""), "return_url": following}
    form = PasswordViewRestrictionForm(typed, instance=restriction)
    if form.is_valid():
        restriction.mark_as_passed(request)
        return HttpResponseRedirect(following)
    _count(request, restriction)
    return ask(request, template, form, request.path)


def _own_address(request: HttpRequest, fallback: str) -> str:
    """Where to go on: the path that the form names, if it is one of this host."""
    address = request.POST.get("return_url", "")
    is_own = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_own else fallback


def _limits(restriction: PageViewRestriction | CollectionViewRestriction) -> list[dict[str, Any]]:
    group = f"password:{restriction._meta.model_name}:{restriction.pk}"
    return [
        {"group": group, "key": "ip", "rate": settings.SHARED_PASSWORD_RATE},
        {"group": group, "key": lambda group, request: "all", "rate": settings.SHARED_PASSWORD_RATE_OF_ALL},
    ]


def _is_used_up(request: HttpRequest, restriction: Any) -> bool:
    # Every limit is looked at: the longest wait counts.
    full = [limits.is_used_up(request, **limit) for limit in _limits(restriction)]
    return any(full)


def _count(request: HttpRequest, restriction: Any) -> None:
    for limit in _limits(restriction):
        limits.is_over(request, **limit)
