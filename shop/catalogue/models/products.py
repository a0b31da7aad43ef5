"""A product page."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from shop.catalogue import facts, recommending, selling, shelf, structured_data
from shop.catalogue.forms import ProductPageForm
from shop.catalogue.models.offers import SKU_LENGTH, Offer, check_sku
from shop.catalogue.models.parts import ProductTag
from shop.catalogue.products import RELATED_AT_MOST, ProductManager
from shop.catalogue.recommending import Recommended
from shop.catalogue.reviews import listing as review_listing
from shop.catalogue.reviews import ratings
from shop.catalogue.reviews.listing import ReviewList
from shop.catalogue.reviews.ratings import Rating
from shop.catalogue.tax_classes import TaxClass
from stoa.core import access, cooking, listing_pages, pagecache
from stoa.core.amounts import AmountField
from stoa.core.pages import BodyPage

#: What the form says of prices.
TERMS = (
    _("Prices are in {currency} and include tax. A sale price without dates holds until it is taken out again.")
    if settings.SHOP_PRICES_INCLUDE_TAX
    else _("Prices are in {currency}, without tax. A sale price without dates holds until it is taken out again.")
)


class ProductPage(BodyPage):
    """Something that is sold: what it is, what it costs, and its variants. `selling` makes offers of it."""

    KINDS: ClassVar[list] = [(Offer.GOODS, _("goods that are shipped")), (Offer.DOWNLOAD, _("a download"))]

    intro = models.TextField(_("introduction"), blank=True, max_length=600)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(_("alternative text of the picture"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS, default=Offer.GOODS)
    sku = models.CharField(
        _("SKU"),
        max_length=SKU_LENGTH,
        blank=True,
        validators=[check_sku],
        help_text=_("The article number. With variants each has its own, and this one is not needed."),
    )
    price = AmountField(_("price"), null=True)
    sale_price = AmountField(_("sale price"), null=True, blank=True)
    sale_from = models.DateTimeField(_("sale from"), null=True, blank=True)
    sale_to = models.DateTimeField(_("sale to"), null=True, blank=True)
    tax_class = models.CharField(_("tax class"), max_length=20, choices=TaxClass.choices, default=TaxClass.STANDARD)
    weight = models.PositiveIntegerField(_("weight in grams"), default=0)
    opening_stock = models.PositiveIntegerField(
        _("opening stock"),
        null=True,
        blank=True,
        help_text=_("When it is first published. Empty: no limit. With variants each has its own."),
    )
    backorder = models.BooleanField(_("may be ordered when sold out"), default=False)
    option_1 = models.CharField(_("first option"), max_length=40, blank=True)
    option_2 = models.CharField(_("second option"), max_length=40, blank=True)
    option_3 = models.CharField(_("third option"), max_length=40, blank=True)
    categories = ParentalManyToManyField(
        "catalogue.ProductCategory", blank=True, related_name="products", verbose_name=_("categories")
    )
    tags = ClusterTaggableManager(through=ProductTag, blank=True, verbose_name=_("tags"))

    content_panels: ClassVar[list] = [
        *BodyPage.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        InlinePanel("pictures", label=_("picture"), heading=_("Further pictures")),
        FieldPanel("body"),
        InlinePanel("specifications", label=_("line"), heading=_("Specifications")),
        MultiFieldPanel([FieldPanel("categories"), FieldPanel("tags")], heading=_("Filed under")),
        InlinePanel("related_products", label=_("product"), heading=_("Related products")),
    ]
    sale_panels: ClassVar[list] = [
        MultiFieldPanel(
            [FieldPanel("sku"), FieldRowPanel([FieldPanel("kind"), FieldPanel("tax_class")])],
            heading=_("What is sold"),
            help_text=_("The files of a download are kept in the menu Shop, under Files to download."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("price"), FieldPanel("sale_price")]),
                FieldRowPanel([FieldPanel("sale_from"), FieldPanel("sale_to")]),
            ],
            heading=_("Price"),
            help_text=format_lazy(TERMS, currency=settings.SHOP_CURRENCY),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opening_stock"), FieldPanel("weight")]),
                FieldPanel("backorder"),
            ],
            heading=_("Stock and weight"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("option_1"), FieldPanel("option_2"), FieldPanel("option_3")])],
            heading=_("Options"),
            help_text=_(
                "What a buyer chooses, such as size and colour. A variant is one choice of each: "
                "name the option here, then its values with the variants."
            ),
        ),
        InlinePanel("variants", label=_("variant"), heading=_("Variants")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(sale_panels, heading=_("For sale")),
            ObjectList(BodyPage.promote_panels, heading=_("Promote")),
            ObjectList(BodyPage.settings_panels, heading=_("Settings")),
        ]
    )
    base_form_class = ProductPageForm
    search_fields: ClassVar[list] = [*BodyPage.search_fields, index.SearchField("intro"), index.SearchField("sku")]
    override_translatable_fields: ClassVar[list] = [SynchronizedField("sku", overridable=False)]

    parent_page_types: ClassVar[list] = ["catalogue.ShopIndexPage"]
    subpage_types: ClassVar[list] = []
    template = "catalogue/product.html"
    card_template = "catalogue/components/product_card.html"
    schema_type = "ItemPage"
    open_graph_type = "product"
    picture_fields = ("picture", "share_image")

    objects: ClassVar[Any] = ProductManager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")

    @property
    def card_image(self) -> Any:
        return self.picture

    @property
    def summary(self) -> str:
        return self.intro

    @property
    def sold_key(self) -> UUID:
        """The translation key of what is sold here: of its source, for an alias."""
        return self.alias_of.translation_key if self.alias_of_id else self.translation_key

    @property
    def options(self) -> list[str]:
        return [name for name in (self.option_1, self.option_2, self.option_3) if name]

    @cached_property
    def shop(self) -> Any:
        """The shop this product stands in; only to be read."""
        return listing_pages.page_above(self, "catalogue.ShopIndexPage")

    @cached_property
    def shelf(self) -> shelf.Shelf:
        now = timezone.now()
        return shelf.of_draft(self, now) if self.is_previewed else shelf.of([self], now)[self.pk]

    @cached_property
    def rating(self) -> Rating:
        """What buyers give it, in all languages."""
        return ratings.of([self.sold_key]).get(self.sold_key, ratings.NONE)

    @classmethod
    def prepare_cards(cls, pages: list[Any]) -> None:
        """With their offers and stars, in three queries at most.

        Pages that wait to be cooked again show what was cooked last: a new version changes bodies, not these facts.
        """
        for page in pages:
            if "gallery" in page.cooked:
                page.appearance = page.cooked
        shelves = shelf.of(pages, timezone.now())
        rated = ratings.of({page.sold_key for page in pages})
        for page in pages:
            page.shelf = shelves[page.pk]
            page.rating = rated.get(page.sold_key, ratings.NONE)

    @property
    def is_cooked(self) -> bool:
        return self.cooked_version == cooking.version() and not self.is_previewed and "gallery" in self.cooked

    @property
    def filing(self) -> dict[str, Any]:
        """Categories and tags as `facts.filing` says: as cooked, else worked out now."""
        return self.cooked if self.is_cooked else facts.filing(self)

    @cached_property
    def appearance(self) -> dict[str, Any]:
        """Pictures, variants and specifications as `facts.appearance` says."""
        return self.cooked if self.is_cooked else facts.appearance(self)

    @property
    def shown_picture(self) -> Any:
        """The picture for the `picture` tag: as cooked, else the picture itself."""
        known = self.cooked if self.is_cooked else self.__dict__.get("appearance")
        return known["picture"] if known else self.picture

    def facts_to_cook(self) -> dict[str, Any]:
        return super().facts_to_cook() | facts.filing(self) | facts.appearance(self)

    def listing(self) -> dict[str, Any]:
        """The tag of all lists of its language, and how it is filed: filed anew it stands in others of them."""
        filed = facts.filing(self)
        places = {name: [place["id"] for place in filed[name]] for name in ("categories", "tags")}
        return {"tags": [f"products:{self.locale_id}"], "filed": places}

    def clean(self) -> None:
        super().clean()
        if self.sale_from and self.sale_to and self.sale_to <= self.sale_from:
            raise ValidationError({"sale_to": _("The sale ends before it begins.")})
        if self.sale_price is not None and self.price is not None and self.sale_price >= self.price:
            raise ValidationError({"sale_price": _("The sale price is not lower than the price.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With the page its offers are written, or neither."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if not self.alias_of_id and not kwargs.get("update_fields"):
                selling.refresh(pages=type(self), translation_key=self.translation_key)

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        return [*super().structured_data(request), structured_data.product(self, request)]

    def open_graph_details(self, request: HttpRequest) -> list[tuple[str, str]]:
        return structured_data.product_properties(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        related, recommended = self._beside(request)
        pages = [*related, *recommended.pages]
        self.prepare_cards(pages)
        if self.shop is not None:
            self.shop.find_shipping(request)
        shown = (pagecache.page_tag(page) for page in pages)
        pagecache.shows(request, f"reviews:{self.sold_key}", *shown)
        beside = {"related": related, "recommended": recommended}
        return context | beside | {"reviews": self.reviews(request)}

    def reviews(self, request: HttpRequest) -> ReviewList:
        """As `request` asks for them; the structured data names those as well. Read once."""
        if "shown_reviews" not in self.__dict__:
            self.shown_reviews = review_listing.of_product(self.sold_key, request)
            self.rating = self.shown_reviews.rating
        return self.shown_reviews

    def _beside(self, request: HttpRequest) -> tuple[list[Any], Recommended]:
        """What the editor chose, and what goes with it otherwise."""
        products = type(self).objects.visible_to(access.viewer(request))
        related = list(products.for_cards().related_to(self)[:RELATED_AT_MOST])
        recommended = recommending.recommend(
            to=products.filter(locale_id=self.locale_id),
            keys=[self.sold_key],
            category_keys=[category["key"] for category in self.filing["categories"]],
            tag_ids=[tag["id"] for tag in self.filing["tags"]],
            without=[page.sold_key for page in related],
        )
        return related, recommended
