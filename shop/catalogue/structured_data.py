"""What search engines and share previews are told of a product (https://schema.org/Product, https://ogp.me)."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.html import strip_tags

from shop.catalogue.reviews.listing import ReviewList, ShownReview
from shop.catalogue.shelf import ShownOffer, StockState
from stoa.core.models import SiteSettings
from stoa.core.money import round_money

if TYPE_CHECKING:
    from shop.catalogue.models import ProductPage

AVAILABILITY = {
    StockState.IN_STOCK: "https://schema.org/InStock",
    StockState.FEW_LEFT: "https://schema.org/LimitedAvailability",
    StockState.BACKORDER: "https://schema.org/BackOrder",
    StockState.SOLD_OUT: "https://schema.org/SoldOut",
}
STARS = {"bestRating": 5, "worstRating": 1}


def product(page: "ProductPage", request: HttpRequest) -> dict[str, Any]:
    """The product as a schema.org object, with an Offer for each variant."""
    url = page.get_full_url(request)
    picture = page.share_picture
    data = {
        "@type": "Product",
        "@id": f"{url}#product",
        "name": page.title,
        "description": page.search_description or page.summary,
        "url": url,
        "sku": page.sku,
        "image": [picture["url"]] if picture else None,
        "category": [category["name"] for category in page.filing["categories"]],
        "offers": [_offer(each, url, request) for each in page.shelf.offers],
        "additionalProperty": [
            {"@type": "PropertyValue", "name": name, "value": value}
            for name, value in page.appearance["specifications"]
        ],
        **_reviews(page.reviews(request)),
    }
    return {name: value for name, value in data.items() if value}


def product_properties(page: "ProductPage") -> list[tuple[str, str]]:
    """Open Graph's properties of a product: its lowest price."""
    if not page.shelf:
        return []
    price = page.shelf.cheapest.price
    return [
        ("product:price:amount", str(round_money(price.amount, price.currency))),
        ("product:price:currency", price.currency),
    ]


def _offer(shown: ShownOffer, url: str, request: HttpRequest) -> dict[str, Any]:
    data = {
        "@type": "Offer",
        "sku": shown.offer.sku,
        "name": shown.label,
        "url": url,
        "price": str(round_money(shown.price.amount, shown.price.currency)),
        "priceCurrency": shown.price.currency,
        "availability": AVAILABILITY[shown.state],
        "priceValidUntil": shown.offer.sale_to if shown.was else None,
        "seller": {"@type": "Organization", "name": SiteSettings.for_request(request).site_name},
    }
    return {name: value for name, value in data.items() if value}


def _reviews(reviews: ReviewList) -> dict[str, Any]:
    """Nothing where nobody has reviewed it."""
    if not reviews.rating.count:
        return {}
    return {
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": str(reviews.rating.average),
            "reviewCount": reviews.rating.count,
            **STARS,
        },
        "review": [_review(review) for review in reviews.reviews],
    }


def _review(review: ShownReview) -> dict[str, Any]:
    data = {
        "@type": "Review",
        "name": review.title,
        "reviewBody": strip_tags(review.html).strip(),
        "author": {"@type": "Person", "name": review.name},
        "datePublished": review.created_at.date(),
        "inLanguage": review.language,
        "reviewRating": {"@type": "Rating", "ratingValue": review.stars, **STARS},
    }
    return {name: value for name, value in data.items() if value}
