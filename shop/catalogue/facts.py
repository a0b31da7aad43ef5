"""How a product is filed and what it looks like, as plain data: kept beside the body when it is cooked."""

from typing import TYPE_CHECKING, Any

from stoa.core import images, sites

if TYPE_CHECKING:
    from shop.catalogue.models import ProductPage


def filing(product: "ProductPage") -> dict[str, Any]:
    """{"categories", "tags"}: lists of {"id", "key", "name", "url"}, by name; categories in the product's language."""
    shop = product.shop
    links = product.product_tags.select_related("tag").order_by("tag__name", "tag_id") if product.pk else []
    return {
        "categories": [
            {
                "id": category.pk,
                "key": str(category.translation_key),
                "name": category.name,
                "url": shop.path_of("category", slug=category.slug),
            }
            for category in _in_language(product)
        ],
        "tags": [
            {"id": link.tag.pk, "name": link.tag.name, "url": shop.path_of("tag", slug=link.tag.slug)} for link in links
        ],
    }


def appearance(product: "ProductPage") -> dict[str, Any]:
    """{"picture", "gallery", "variants", "specifications"}, ready to show.

    "picture" is what a card shows. "gallery" has {"body", "gallery", "large"} of each picture, the first the product's
    own: two for the `picture` tag, and an address. "variants" has {"key", "label", "values", "picture"}, in their
    order; "picture" is like one of the gallery, or None. "specifications" has [name, value].
    """
    return {
        "picture": images.cooked_picture(product.picture, "card"),
        "gallery": [shown for shown in _gallery(product) if shown],
        "variants": [
            {
                "key": str(variant.translation_key),
                "label": variant.label,
                "values": variant.values,
                "picture": _shown(variant.picture, f"{product.title}, {variant.label}"),
            }
            for variant in product.variants.all()
        ],
        "specifications": [[row.name, row.value] for row in product.specifications.all()],
    }


def _gallery(product: "ProductPage") -> list[dict[str, str] | None]:
    first = _shown(product.picture, product.picture_alt)
    return [first, *(_shown(each.image, each.alt) for each in product.pictures.all())]


def _shown(image: Any, alt: str) -> dict[str, str] | None:
    """A picture in full and small, and its large form; None without an image or its file."""
    if image is None:
        return None
    alt = alt or image.description
    full = images.cooked_picture(image, "body", alt=alt) or {}
    if not full.get("body"):
        return None
    small = images.cooked_picture(image, "gallery", alt=alt) or {}
    large = image.get_rendition(images.PRESETS["large"].filters[-1])
    return full | small | {"large": large.url}


def _in_language(product: "ProductPage") -> list[Any]:
    """Its categories in its language where they are translated; a translation of the page points to the originals."""
    chosen = product.categories.all()
    model = chosen.model
    rows = model.objects.filter(translation_key__in=[category.translation_key for category in chosen])
    found: dict[Any, Any] = {}
    for row in rows.order_by("name", "pk"):
        if row.translation_key not in found or sites.language_of(row.locale_id) == product.locale.language_code:
            found[row.translation_key] = row
    return sorted(found.values(), key=lambda category: (category.name, category.pk))
