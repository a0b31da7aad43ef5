"""Which paper an invoice is printed on."""

from shop.orders.models import Paper

#: Where Letter is the paper of offices. CLDR, supplementalData, paperSize.
LETTER_COUNTRIES = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())


def paper_of(chosen: str, country: str) -> str:
    """ "A4" or "Letter": what the shop has chosen, or what is usual in the country (two letters)."""
    if chosen != Paper.BY_COUNTRY:
        return chosen
    return Paper.LETTER.value if country in LETTER_COUNTRIES else Paper.A4.value
