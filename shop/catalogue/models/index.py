"""The shop's front page with its lists of products."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import RichTextField
from wagtail.models import Page

from shop.catalogue import choices
from shop.catalogue.filters import Filters
from shop.catalogue.heads import ListHead
from shop.catalogue.lists import CategoryList, ProductList, TagList
from shop.catalogue.models.products import ProductPage
from shop.catalogue.narrowing import Narrowing
from stoa.core import access, pagecache, pagination
from stoa.core.fragments import is_in_place
from stoa.core.listing_pages import ListingPage


class ShopIndexPage(ListingPage):
    """All products below this page, the newest first, and narrower lists of them."""

    intro = RichTextField(_("introduction"), blank=True)
    products_per_page = models.PositiveSmallIntegerField(
        _("products per page"), default=24, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    tax_note = models.CharField(_("note beside prices"), max_length=120, blank=True, help_text=_("Such as: with VAT"))
    shipping_note = models.CharField(
        _("the same for what is sent"), max_length=120, blank=True, help_text=_("Such as: plus shipping")
    )
    shipping_page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page about shipping"),
        help_text=_("What it costs and how to give something back; the note leads there."),
    )
    few_left = models.PositiveSmallIntegerField(
        _("few are left from"),
        default=3,
        help_text=_("Readers are told how many are left when there are no more than this. 0: never."),
    )

    content_panels: ClassVar[list] = [
        *ListingPage.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldPanel("products_per_page"),
                FieldPanel("tax_note"),
                FieldPanel("shipping_note"),
                FieldPanel("shipping_page"),
                FieldPanel("few_left"),
            ],
            heading=_("Products"),
        ),
    ]

    subpage_types: ClassVar[list] = ["catalogue.ProductPage"]
    template = "catalogue/index.html"
    schema_type = "CollectionPage"
    #: Found by `find_shipping`; "" where it leads nowhere.
    shipping_url = ""

    class Meta:
        verbose_name = _("shop")
        verbose_name_plural = _("shops")

    def find_shipping(self, request: HttpRequest) -> None:
        """Before prices are shown: where is it said what sending costs, for whoever may read it?"""
        page = self.shipping_page
        if page is not None and access.can_view(page, access.viewer(request)):
            self.shipping_url = page.get_url(request) or ""
            pagecache.shows(request, pagecache.page_tag(page))

    @path("")
    def all_products(self, request: HttpRequest) -> HttpResponse:
        return self._show(request, ProductList(self))

    @path(pgettext_lazy("path", "category/<str:slug>/"))
    def category(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._show(request, CategoryList(self, slug))

    @path(pgettext_lazy("path", "tag/<str:slug>/"))
    def tag(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._show(request, TagList(self, slug))

    def _show(self, request: HttpRequest, product_list: ProductList) -> HttpResponse:
        """One page of a list, as far as the visitor's filters leave it; a list by tag without products is a 404."""
        user, now = access.viewer(request), timezone.now()
        narrowing = Narrowing(product_list, Filters.read(request.GET), user, now)
        page = pagination.page_of(narrowing.products().for_cards(), request.GET.get("page"), self.products_per_page)
        is_empty = not page.paginator.count
        if is_empty and isinstance(product_list, TagList) and not product_list.products(user).exists():
            raise Http404
        page.object_list = list(page.object_list)
        ProductPage.prepare_cards(page.object_list)
        product_list.say_shown(request, page)
        self.find_shipping(request)
        head = ListHead(product_list, page, request, narrowing.filters)
        context = {
            "products": page,
            "shown": product_list,
            "categories": product_list.categories(),
            "panel": choices.panel(narrowing),
            "head": head,
        }
        response = self.render(request, context_overrides=context)
        request.shown_head = head  # type: ignore[attr-defined]  # as BasePage does
        if is_in_place(request):
            # Of a form htmx would push the empty fields, too.
            response["HX-Push-Url"] = narrowing.address(page.number)
        return response
