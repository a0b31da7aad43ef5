"""Collections: one's own, and those that others may look at."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.bookmarks import collecting, feeds, heads, listing
from community.bookmarks.exceptions import BookmarkRefused
from community.bookmarks.forms import CollectionForm
from community.bookmarks.models import Bookmark, Collection, Sharing
from community.bookmarks.views.finding import own_collection_or_404
from community.moderation import sanctions
from community.moderation.exceptions import Silenced
from stoa.accounts.entrance import member_of
from stoa.core import pagecache


@require_safe
@never_cache
@login_required
def collections(request: HttpRequest) -> HttpResponse:
    """One's own, by name."""
    own = Collection.objects.filter(owner=member_of(request)).by_name()
    context = {"cards": listing.cards(own, seen_by_owner=True), "current": "collections"}
    return render(request, "bookmarks/collections.html", context)


@require_safe
def collection(request: HttpRequest, collection_id: int, slug: str) -> HttpResponse:
    """Public where everybody may see it; else private, for those who may."""
    found = _visible_or_404(request, collection_id)
    if slug != found.slug:
        return redirect(found, permanent=True)
    is_own = not pagecache.is_public(request) and request.user.pk == found.owner_id
    inside = Bookmark.objects.kept() if is_own else Bookmark.objects.shown()
    page = listing.page_of(request, inside.filter(collected__collection=found))
    listing.say_of_owner(request, found.owner_id)
    head = heads.collection_head(request, found, page.bookmarks, is_first=page.is_first)
    context = {"collection": found, "page": page, "is_own": is_own, "head": head}
    return render(request, "bookmarks/collection.html", context)


@require_safe
@never_cache
def shared_collection(request: HttpRequest, key: str) -> HttpResponse:
    """For whoever was given the link. The page is for nobody else, so neither caches nor robots keep it."""
    rows = Collection.objects.select_related("owner").filter(sharing=Sharing.LINK, owner__is_active=True)
    found = get_object_or_404(rows, key=key[:22])
    if found.key != key:
        raise Http404
    page = listing.page_of(request, Bookmark.objects.shown().filter(collected__collection=found))
    response = render(request, "bookmarks/shared_collection.html", {"collection": found, "page": page})
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def collection_feed(request: HttpRequest, collection_id: int, slug: str) -> HttpResponse:
    """RSS of what everybody may see; there is none of what only some may."""
    found = _visible_or_404(request, collection_id)
    if not pagecache.is_public(request):
        raise Http404
    listing.say_of_owner(request, found.owner_id)
    return feeds.respond(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def new_collection(request: HttpRequest) -> HttpResponse:
    form = CollectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sanctions.check_may_write(member_of(request))
            made = collecting.make_collection(owner=member_of(request), facts=form.facts())
        except (BookmarkRefused, Silenced) as refusal:
            form.add_error("name", str(refusal.message))
        else:
            return redirect(made)
    return _show_form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def change_collection(request: HttpRequest, collection_id: int) -> HttpResponse:
    found = own_collection_or_404(request, collection_id)
    form = CollectionForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            sanctions.check_may_write(member_of(request))
            changed = collecting.change_collection(collection=found, facts=form.facts())
        except (BookmarkRefused, Silenced) as refusal:
            form.add_error("name", str(refusal.message))
        else:
            messages.success(request, _("Your collection is changed."))
            return redirect(changed)
    return _show_form(request, form, own_collection_or_404(request, collection_id))


@require_POST
@never_cache
@login_required
def delete_collection(request: HttpRequest, collection_id: int) -> HttpResponse:
    collecting.delete_collection(collection=own_collection_or_404(request, collection_id))
    messages.success(request, _("The collection is gone; its bookmarks stay."))
    return redirect("bookmarks:collections")


def _visible_or_404(request: HttpRequest, collection_id: int) -> Collection:
    rows = Collection.objects.select_related("owner__member_settings").filter(pk=collection_id)
    found = rows.visible_to(AnonymousUser()).first()
    if found:
        pagecache.mark_public(request)
        return found
    pagecache.mark_private(request)
    return get_object_or_404(rows.visible_to(request.user))


def _show_form(request: HttpRequest, form: CollectionForm, changed: Collection | None) -> HttpResponse:
    context = {"form": form, "collection": changed, "current": "collections"}
    return render(request, "bookmarks/collection_form.html", context, status=422 if form.errors else 200)
