"""Nobody may put into a cart what they may not look at, by its number either."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from wagtail.models import Page

from shop.catalogue.models import Offer
from stoa.core import access


def find_for_sale(request: HttpRequest, offer_id: int) -> Offer | None:
    """An offer for sale, if whoever asks may open a page of it, or it has none. One query where a page is open."""
    pages = Page.objects.filter(translation_key=OuterRef("translation_key"))
    seen = access.visible_to(pages, request.user)
    offers = Offer.objects.for_sale().filter(pk=offer_id)
    offer = offers.annotate(has_page=Exists(pages), is_seen=Exists(seen)).first()
    if offer is None or offer.is_seen or not offer.has_page:
        return offer
    closed = Page.objects.filter(translation_key=offer.translation_key)
    return offer if any(access.opens_to(request, page) for page in closed) else None
