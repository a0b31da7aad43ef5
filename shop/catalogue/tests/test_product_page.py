"""The product page: what it says of price and stock, and to whom."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.reactions import likes
from shop.catalogue import stock
from shop.catalogue.models import Offer, PricePoint, ShopIndexPage, StockReason
from stoa.core import pagecache, things
from stoa.core.tests.factories import make_image

SIZES = [{"value_1": "small", "sku": "N-S"}, {"value_1": "large", "sku": "N-L", "price": Decimal(12)}]


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def product_data(response):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return next(thing for thing in json.loads(found[1])["@graph"] if thing["@type"] == "Product")


def test_m02_page_says_what_it_costs_and_that_it_is_there(client, make_product):
    product = make_product(intro="Of linen", opening_stock=9)

    said = text(client.get(product.url))

    assert "€10.00" in said
    assert "In stock" in said
    assert "Of linen" in said


def test_m02_variants_are_said_with_what_differs(client, make_product):
    product = make_product(option_1="Size", variants=SIZES)

    said = text(client.get(product.url))

    assert "Size small €10.00 large €12.00" in said


def test_m02_draft_is_not_found(client, make_product):
    product = make_product()
    product.unpublish()

    assert client.get(product.url).status_code == 404


def test_m02_few_left_and_sold_out_are_said(client, make_product):
    product = make_product(opening_stock=3)
    offer = Offer.objects.get()

    few = text(client.get(product.url))
    stock.adjust(offer_id=offer.pk, change=-3, reason=StockReason.LOST, user=None)
    none = text(client.get(product.url))

    assert "Only 3 left" in few
    assert "Sold out" in none


def test_few_left_is_not_said_when_the_shop_does_not_wish_it(client, make_product, shop):
    shop.few_left = 0
    shop.save_revision().publish()

    assert "In stock" in text(client.get(make_product(opening_stock=1).url))


def test_backorder_is_said(client, make_product):
    assert "it takes longer" in text(client.get(make_product(opening_stock=0, backorder=True).url))


def test_sale_names_the_price_before_and_the_lowest_of_thirty_days(client, make_product):
    product = make_product()
    PricePoint.objects.update(starts_at=timezone.now() - timedelta(days=60))
    product.sale_price = Decimal(8)
    product.save_revision().publish()

    said = text(client.get(product.url))

    assert "Now €8.00 instead of €10.00" in said
    assert "Lowest price of the last 30 days: €10.00" in said


def test_product_off_sale_is_said(client, make_product):
    product = make_product()
    Offer.objects.update(is_on_sale=False)

    assert "Not for sale at the moment" in text(client.get(product.url))


def test_pictures_are_links_to_their_large_form(client, make_product):
    product = make_product(picture=make_image("A notebook"), picture_alt="Blue")
    product.pictures.create(image=make_image("Its back"), sort_order=0)
    product.save_revision().publish()

    html = client.get(product.url).content.decode()

    assert len(re.findall(r"<a[^>]+href=\"/media/[^\"]+max-1600x1600[^\"]*\"[^>]*data-large", html)) == 2
    assert 'alt="Blue"' in html


def test_what_is_sent_costs_more_and_a_link_says_how_much(client, shop, make_product):
    ShopIndexPage.objects.update(tax_note="With VAT", shipping_note="plus shipping", shipping_page=shop.get_parent())

    goods = client.get(make_product("Notebook").url).content.decode()
    download = client.get(make_product("Plan", kind="download").url).content.decode()

    assert f'<p class="price__note">With VAT, <a href="{shop.get_parent().url}">plus shipping</a></p>' in goods
    assert '<p class="price__note">With VAT</p>' in download


def test_nothing_is_noted_beside_a_download_that_is_not_sent(client, shop, make_product):
    ShopIndexPage.objects.update(shipping_note="plus shipping")

    assert "price__note" not in client.get(make_product("Plan", kind="download").url).text
    assert "price__note" in client.get(shop.url).text


def test_no_price_leads_to_a_page_that_not_everybody_may_read(client, shop, home, make_product):
    page = home.add_child(instance=ShopIndexPage(title="What it costs", slug="costs"))
    ShopIndexPage.objects.filter(pk=shop.pk).update(shipping_note="plus shipping", shipping_page=page)
    addresses = [shop.url, make_product("Notebook").url]

    def links():
        pagecache.forget_all()
        return [f'href="{page.url}">plus shipping' in client.get(address).text for address in addresses]

    open_to_all = links()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert (open_to_all, links()) == ([True, True], [False, False])


def test_specifications_tags_and_categories_are_shown(client, make_product, make_category):
    product = make_product(categories=[make_category("Paper")], tags=["linen"])
    product.specifications.create(name="Weight", value="90 g", sort_order=0)
    product.save_revision().publish()

    html = client.get(product.url).content.decode()

    assert "<dt>Weight</dt><dd>90 g</dd>" in html
    assert '<a href="/en/shop/category/paper/">Paper</a>' in html
    assert 'href="/en/shop/tag/linen/"' in html


def test_search_engines_are_told_of_the_offers(client, make_product):
    data = product_data(client.get(make_product(variants=SIZES).url))

    told = [(offer["sku"], offer["price"], offer["priceCurrency"], offer["availability"]) for offer in data["offers"]]
    in_stock = "https://schema.org/InStock"
    assert told == [("N-S", "10.00", "EUR", in_stock), ("N-L", "12.00", "EUR", in_stock)]


def test_related_products_are_the_chosen_ones_in_order(make_product, rf, shop):
    first, second = make_product("First"), make_product("Second")
    product = make_product()
    product.related_products.create(product=second, sort_order=0)
    product.related_products.create(product=first, sort_order=1)
    product.save_revision().publish()

    related = type(product).objects.related_to(product)

    assert [page.title for page in related] == ["Second", "First"]


def test_recommended_products_share_a_category(client, make_product, make_category):
    paper, wood = make_category("Paper"), make_category("Wood")
    product = make_product("Notebook", categories=[paper])
    make_product("Card", categories=[paper])
    make_product("Spoon", categories=[wood])

    recommended = client.get(product.url).context["recommended"]

    assert [page.title for page in recommended.pages] == ["Card"]


def test_restricted_product_is_nowhere_shown(client, make_product, make_category):
    paper = make_category("Paper")
    product, secret = make_product("Notebook", categories=[paper]), make_product("Secret", categories=[paper])
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(secret.url).status_code == 302
    assert client.get(product.url).context["recommended"].pages == []
    assert "Secret" not in client.get("/en/shop/").content.decode()


def test_u14_page_sets_no_cookie(client, make_product):
    response = client.get(make_product().url)

    assert not response.cookies
    assert "csrf" not in response.content.decode().lower().replace("csrfmiddlewaretoken", "")


def test_preview_shows_the_terms_of_the_draft(make_product, rf, admin_user):
    product = make_product(price=Decimal(10))
    product.price, product.title = Decimal(33), "Draft"

    response = product.make_preview_request(original_request=None, preview_mode="")

    assert "€33.00" in response.content.decode()
    assert Offer.objects.get().price == 10


@pytest.mark.parametrize("number", [1, 6])
def test_page_takes_the_same_queries_however_many_variants(client, make_product, django_assert_num_queries, number):
    product = make_product(variants=[{"value_1": f"{n}", "sku": f"N-{n}"} for n in range(number)])
    client.get(product.url)

    with django_assert_num_queries(9):
        client.get(product.url)


def test_c11_product_is_liked_and_counted_in_every_language(make_product, translated, django_user_model):
    product = make_product()
    copy = translated(product)
    ada = django_user_model.objects.create_user("ada@example.org", "pw", handle="ada")

    likes.like(user=ada, kind="product", key=things.key_of(product))

    assert likes.counts("product", [things.key_of(copy)]) == {things.key_of(product): 1}
    assert things.kind("product").is_counted


def test_b16_product_is_in_the_sitemap_of_its_language(client, make_product, translated):
    product = make_product()
    copy = translated(product)

    part = client.get("/sitemap-en-1.xml").content.decode()

    assert product.full_url in part
    assert f'hreflang="es" href="{copy.full_url}"' in part


def test_form_stands_only_where_there_is_a_cart(client, make_product):
    html = client.get(make_product(variants=SIZES).url).content.decode()

    assert ('name="quantity"' in html) is _has_cart()


def _has_cart():
    try:
        return bool(reverse("cart_add"))
    except NoReverseMatch:
        return False
