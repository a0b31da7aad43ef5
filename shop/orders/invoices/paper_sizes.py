"""The size of the paper that an invoice is printed on."""

from shop.orders.models import PaperSize

#: Where Letter is the paper of offices. CLDR, supplementalData, paperSize.
LETTER_COUNTRIES = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())


def paper_size_of(chosen: str, country: str) -> str:
    """ "A4" or "Letter": what the shop has chosen, or what is usual in the country (two letters)."""
    if chosen != PaperSize.BY_COUNTRY:
        return chosen
    return PaperSize.LETTER.value if country in LETTER_COUNTRIES else PaperSize.A4.value
