"""Preview values of blocks that show stored things: the newest ones of the site, so the picker shows real pictures."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from stoa.core.access import visible_to


def sample_image() -> dict[str, Any]:
    return {"image": _newest_images(1)[0], "caption": "A caption says what the picture cannot."}


def sample_gallery() -> dict[str, Any]:
    return {"images": [{"image": image} for image in _newest_images(4)], "caption": "Four pictures, one caption."}


def sample_file() -> dict[str, Any]:
    return {"document": get_document_model().objects.order_by("-pk").first(), "title": "A document to keep"}


def sample_card() -> dict[str, Any]:
    """The newest page below a home page that everybody may see."""
    return {"page": visible_to(Page.objects.filter(depth__gt=2), AnonymousUser()).order_by("-pk").first()}


def _newest_images(count: int) -> list[Any]:
    """As many images as asked for; None where the site has fewer."""
    images = list(get_image_model().objects.order_by("-pk")[:count])
    return images + [None] * (count - len(images))
