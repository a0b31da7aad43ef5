"""Writing a review: the form in place or as a page, and what it sends. All of it is private."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop.catalogue.models import Review
from shop.catalogue.reviews import listing, writing
from shop.catalogue.reviews.exceptions import ReviewRefused
from shop.catalogue.reviews.forms import ReviewForm
from shop.catalogue.reviews.subjects import PRODUCT
from stoa.accounts.models import User
from stoa.core import limits, things
from stoa.core.fragments import is_in_place
from stoa.core.models import SiteSettings

#: Of one member.
REVIEWS = "20/h"
_TOO_OFTEN = gettext_lazy("You have written a lot in a short time. Please wait a few minutes and send it again.")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    """The form, with what the member has said before; POST takes it. Who may not review is told why."""
    product = _product_or_404(request, key)
    if not request.user.is_authenticated:
        return _ask_to_log_in(request, product)
    author = request.user
    mine = Review.objects.filter(user=author).of_product(key).said().first()
    if request.method != "POST":
        try:
            writing.check_may_review(author, key, timezone.now())
        except ReviewRefused as refusal:
            return _show(request, product, {"refusal": refusal.message, "mine": mine})
        return _show(request, product, {"form": ReviewForm(review=mine), "mine": mine})
    form = ReviewForm(request.POST)
    review = _take(request, author, key, form) if form.is_valid() else None
    if review:
        return _done(request, product, review, is_new=mine is None)
    status = 429 if limits.is_noted(request) else 422
    return _show(request, product, {"form": form, "mine": mine}, status=status)


@require_POST
@never_cache
@login_required
def delete(request: HttpRequest, key: UUID) -> HttpResponse:
    """One's own review goes, also of what one may not review any more."""
    product = _product_or_404(request, key)
    if writing.delete(author=cast(User, request.user), key=key):
        messages.success(request, _("Your review is deleted."))
    return redirect(product.url + listing.ANCHOR)


@require_safe
@never_cache
def show(request: HttpRequest, review_id: int) -> HttpResponse:
    """Lead to where the review stands now; its author to the form while nobody else sees it."""
    shown = things.find("review", str(review_id), request.user)
    review = Review.objects.filter(pk=review_id).first() if shown else None
    product = things.find(PRODUCT, str(review.translation_key), request.user) if review else None
    if review is None or product is None:
        raise Http404
    if not review.is_shown:
        return redirect("review_write", review.translation_key)
    return redirect(product.url + listing.place_of(review))


def _product_or_404(request: HttpRequest, key: UUID) -> things.Shown:
    product = things.find(PRODUCT, str(key), request.user)
    if product is None:
        raise Http404
    return product


def _ask_to_log_in(request: HttpRequest, product: things.Shown) -> HttpResponse:
    """In place a link, for the answer stands in the product's page."""
    here = reverse("review_write", args=[product.key])
    address = reverse("account_login", query={"next": here})
    if is_in_place(request):
        return render(request, "catalogue/reviews/log_in.html", {"address": address})
    return redirect(address)


def _take(request: HttpRequest, author: User, key: UUID, form: ReviewForm) -> Review | None:
    """The review as it is now, or None where the form says why not."""
    if limits.is_over(request, group="reviews:write", key="user", rate=REVIEWS):
        form.add_error(None, _TOO_OFTEN)
        return None
    is_read_first = SiteSettings.for_request(request).reviews_are_read_first
    draft = form.draft(get_language() or "")
    try:
        return writing.write(author=author, key=key, draft=draft, is_read_first=is_read_first, now=timezone.now())
    except ReviewRefused as refusal:
        form.add_error(None, str(refusal.message))
        return None


def _done(request: HttpRequest, product: things.Shown, review: Review, *, is_new: bool) -> HttpResponse:
    """Back to the product, or in place the review itself, with a message."""
    note = _note(review, is_new=is_new)
    if is_in_place(request):
        return render(request, "catalogue/reviews/posted.html", {"review": listing.show(review), "note": note})
    messages.success(request, note)
    return redirect(product.url + (listing.place_of(review) if review.is_shown else listing.ANCHOR))


def _note(review: Review, *, is_new: bool) -> str:
    if not review.is_shown:
        return _("Thank you. Your review will appear once a moderator has read it.")
    return _("Thank you. Your review is published.") if is_new else _("Your review is changed.")


def _show(request: HttpRequest, product: things.Shown, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A fragment for htmx, to which a form with errors is an answer like any other; a page for everyone else."""
    context = {"product": product, "action": reverse("review_write", args=[product.key])} | context
    if is_in_place(request):
        return render(request, "catalogue/reviews/form_in_place.html", context)
    response = render(request, "catalogue/reviews/write.html", context, status=status)
    return limits.refuse(request, response) if status == 429 else response
