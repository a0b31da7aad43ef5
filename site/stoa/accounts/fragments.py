"""What is personal on a public page, fetched after it: account menu, messages, the editors' bar."""

import posixpath

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stoa.accounts.editors_bar import Editing, editing
from stoa.accounts.entrance import is_own_address
from stoa.accounts.models import User
from stoa.core import personal
from stoa.core.keyset import read_key

_ADDRESS_LENGTH = 500


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """For anybody, about the page with the id `page`, read at the address `at`, and what it names by `of`
    (`stoa.core.personal`); sets no cookie for visitors."""
    rights = Editing(may_enter=False)
    if isinstance(request.user, User):
        rights = editing(user=request.user, page_id=read_key(request.GET.get("page", "")))
    facts = {"may_enter_admin": rights.may_enter, "bar": rights.bar, "next": _return_address(request)}
    facts["parts"] = personal.parts_for(request)
    response = render(request, "accounts/fragments/me.html", facts)
    response["Cache-Control"] = "private, no-store"
    return response


def _return_address(request: HttpRequest) -> str:
    """Where to come back to after logging in; the account pages themselves are no such place."""
    at = request.GET.get("at", "")
    if not at.startswith("/") or len(at) > _ADDRESS_LENGTH or not is_own_address(at, request):
        return ""
    account = posixpath.commonpath([reverse("account_login"), reverse("edit_profile")])
    return "" if at.startswith(f"{account}/") else at
