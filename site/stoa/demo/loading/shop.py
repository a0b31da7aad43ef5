"""The shop in every language, and the categories its products are filed under."""

from datetime import datetime

from django.conf import settings
from wagtail.models import Locale

from shop.catalogue.models import ProductCategory, ShopIndexPage
from shop.orders.models import SellerDetails
from stoa.demo import prose
from stoa.demo.loading.pages import Places
from stoa.demo.loading.publication import DEFAULT_LANGUAGE, Publication
from stoa.demo.loading.snippets import in_language, put

#: By (key in the file, language).
Categories = dict[tuple[str, str], ProductCategory]


def stub_shop(publication: Publication, places: Places) -> None:
    """Below each home page, English first: the others are its translations."""
    facts = publication.shop["shop"]
    for locale in sorted(Locale.objects.all(), key=lambda locale: locale.language_code != DEFAULT_LANGUAGE):
        language = locale.language_code
        fields = {"title": in_language(facts["title"], language), "slug": in_language(facts["slug"], language)}
        home = places.pages["page:home", language]
        places.stub(ShopIndexPage, name="page:shop", locale=locale, parent=home, fields=fields)


def fill_shop(publication: Publication, places: Places, at: datetime) -> None:
    facts = publication.shop["shop"]
    for (name, language), page in list(places.pages.items()):
        if name == "page:shop":
            fields = {
                "title": in_language(facts["title"], language),
                "intro": prose.html_of(in_language(facts["intro"], language)),
                "tax_note": in_language(facts["tax_note"], language),
                "shipping_note": in_language(facts["shipping_note"], language),
                "shipping_page_id": places.page_id("page:shipping", language),
                "search_description": in_language(facts["seo_description"], language),
            }
            places.fill(page, fields=fields, at=at)


def load_seller(publication: Publication) -> None:
    """Before the orders, whose invoices take a copy; what somebody has typed in stays."""
    if not SellerDetails.objects.exists():
        SellerDetails.objects.create(**publication.shop["seller"], bank=_account())


def _account() -> str:
    """The account that buyers who pay by bank transfer are shown."""
    account = settings.BANK_ACCOUNT
    parts = [account["bank"], account["iban"] and f"IBAN {account['iban']}", account["bic"] and f"BIC {account['bic']}"]
    return " · ".join(part for part in parts if part)


def load_categories(publication: Publication) -> Categories:
    """The file names a category before those that lie within it."""
    found: Categories = {}
    for locale in Locale.objects.all():
        language = locale.language_code
        for facts in publication.shop["categories"]:
            fields = {name: in_language(facts[name], language) for name in ("name", "slug", "description")}
            parent = found[facts["within"], language] if "within" in facts else None
            found[facts["key"], language] = put(
                ProductCategory,
                kind="product-category",
                name=facts["key"],
                locale=locale,
                fields=fields | {"parent": parent},
            )
    return found
