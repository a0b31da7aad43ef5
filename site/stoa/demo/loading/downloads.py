"""The files of the downloads; they come before the orders, whose buyers get them."""

from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from shop.catalogue import files
from shop.catalogue.models import Offer, OfferFile
from stoa.demo import papers
from stoa.demo.loading.publication import DEFAULT_LANGUAGE, Publication, key


def load_downloads(publication: Publication, now: datetime) -> None:
    """A second load finds them by their names, and leaves alone what was changed here."""
    known = set(OfferFile.objects.values_list("name", flat=True))
    offers = {offer.sku: offer for offer in Offer.objects.filter(kind=Offer.DOWNLOAD)}
    for place, facts in enumerate(publication.downloads["files"], start=1):
        if facts["name"] not in known:
            row = OfferFile(title=facts["title"], place=place)
            files.put(row=row, upload=ContentFile(content(facts), name=facts["name"]), now=now)
            row.offers.set([offers[facts["sku"]]])


def content(facts: dict[str, Any]) -> bytes:
    """The bytes of a file, always the same."""
    title = facts["title"]
    if "chapters" in facts:
        identifier = f"urn:uuid:{key('download', facts['name'])}"
        return papers.epub(title, DEFAULT_LANGUAGE, [(name, words) for name, words in facts["chapters"]], identifier)
    if "holds" in facts:
        held = {name: papers.pdf(title, _sheets(sheets)) for name, sheets in facts["holds"].items()}
        return papers.archive(held)
    return papers.pdf(title, _sheets(facts["sheets"]), facts.get("size", "A4"))


def _sheets(written: list[str]) -> list[str]:
    """ "The legs*3" is three sheets."""
    found = []
    for sheet in written:
        name, _star, times = sheet.partition("*")
        found += [name] * int(times or 1)
    return found
