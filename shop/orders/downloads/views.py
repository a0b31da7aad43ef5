"""Files that were bought, for their buyers. A form takes one, which counts; the address it leads to sends it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shop.orders import opening
from shop.orders.downloads import listing, taking
from shop.orders.exceptions import DownloadRefused
from shop.orders.models import DownloadRight
from stoa.core import protected_files
from stoa.core.pagination import page_of
from stoa.core.view_heads import ViewHead

PAGE_SIZE = 20


class SeeOther(HttpResponseRedirect):
    """What the form asked for is there, by GET."""

    status_code = 303


@require_safe
@never_cache
@login_required
def downloads(request: HttpRequest) -> HttpResponse:
    """What the member who asks has bought to download, the newest first."""
    mine = DownloadRight.objects.kept().filter(line__order__user=request.user.pk)
    page = page_of(mine.order_by("-line__order__placed_at", "-pk"), request.GET.get("page"), PAGE_SIZE)
    bought = listing.of_rights(page.object_list, timezone.now())
    return render(request, "orders/downloads.html", {"page": page, "bought": bought})


@require_POST
@never_cache
def take(request: HttpRequest, key: UUID, right: int, file: int) -> HttpResponse:
    """Count a download, and go where the file is sent from."""
    order = opening.find_or_404(request, key)
    try:
        download = taking.take(order=order, right_id=right, file_id=file, now=timezone.now())
    except DownloadRefused as refusal:
        messages.error(request, str(refusal.message))
        return redirect(opening.path_to(request, "order", key))
    return SeeOther(opening.path_to(request, "order_download", key, download.pk))


@require_safe
def download(request: HttpRequest, key: UUID, pk: int) -> HttpResponseBase:
    """The file, or what is missing of it: as often as asked while the download is going on."""
    order = opening.find_or_404(request, key)
    found = taking.find(order=order, download_id=pk, now=timezone.now())
    if found is None:
        # No redirect: what goes on with a transfer would keep a page for the rest of the file.
        head = ViewHead(request, title=_("This download is over"), robots="noindex")
        shown = {"url": opening.path_to(request, "order", key), "head": head}
        return render(request, "orders/download_over.html", shown, status=410)
    file = found.file
    return protected_files.send(request, file.file, name=file.name, version=f"{file.pk}-{file.version}")
