"""The list of people."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from community.members import lists
from community.members import people as members
from community.members.heads import people_head
from community.members.lists import PeopleList
from stoa.accounts.models import User
from stoa.core import pagecache

#: How the list may be sorted, by what stands in the address.
ORDERS: dict[str, Callable[[QuerySet[User]], PeopleList]] = {"newest": lists.latest_first, "name": lists.by_name}


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """For everybody: all members, or those found by `?q=` in name or handle, in the order `?sort=`."""
    pagecache.mark_public(request)
    text = " ".join(request.GET.get("q", "")[: members.MAX_LENGTH].split())
    sort = request.GET.get("sort", "")
    order = ORDERS.get(sort, lists.latest_first)
    found = members.search(members.shown(), text)
    page = lists.page_of(request, order(found))
    kept = {name: value for name, value in (("q", text), ("sort", sort)) if value and (name == "q" or sort == "name")}
    context = {
        "page": page,
        "number": found.count(),
        "text": text,
        "sort": "name" if order is lists.by_name else "newest",
        "query": f"&{urlencode(kept)}" if kept else "",
        "head": people_head(request, is_whole=page.is_first and not kept),
    }
    return render(request, "members/people.html", context)
