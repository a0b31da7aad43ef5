"""The list of people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from community.members import people as members
from community.members.heads import people_head
from stoa.core import pagecache


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """For everybody: all members, or those found by `?q=` in name or handle, in the order `?sort=`."""
    pagecache.mark_public(request)
    text = " ".join(request.GET.get("q", "")[: members.MAX_LENGTH].split())
    sort = request.GET.get("sort", "")
    order = members.ORDERS.get(sort, members.newest_first)
    page = members.page_of_people(request, order(members.search(members.shown(), text)))
    kept = {name: value for name, value in (("q", text), ("sort", sort)) if value and (name == "q" or sort == "name")}
    context = {
        "people": page,
        "text": text,
        "sort": "name" if order is members.by_name else "newest",
        "query": f"&{urlencode(kept)}" if kept else "",
        "head": people_head(request, page, is_search=bool(kept)),
    }
    return render(request, "members/people.html", context)
