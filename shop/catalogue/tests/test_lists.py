"""Lists of products: all, by category, by tag."""

from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from wagtail.models import Locale

from shop.catalogue.models import ProductCategory, ProductPage


def titles(response):
    return [page.title for page in response.context["products"]]


def test_m01_shop_lists_the_newest_first(client, make_product):
    make_product("Old")
    make_product("New")

    response = client.get("/en/shop/")

    assert titles(response) == ["New", "Old"]
    assert "€10.00" in response.content.decode()


def test_m01_card_of_a_product_with_many_prices_says_from(client, make_product):
    make_product(variants=[{"value_1": "a", "sku": "A"}, {"value_1": "b", "sku": "B", "price": Decimal(7)}])

    html = client.get("/en/shop/").content.decode()

    assert "€7.00" in html
    assert "from" in html


def test_m01_category_lists_also_what_lies_within_it(client, make_product, make_category):
    paper = make_category("Paper")
    make_product("Notebook", categories=[make_category("Notebooks", parent=paper)])
    make_product("Spoon", categories=[make_category("Wood")])

    response = client.get("/en/shop/category/paper/")

    assert titles(response) == ["Notebook"]
    assert [link.name for link in response.context["categories"]] == ["Notebooks"]


def test_category_without_products_is_an_empty_list(client, make_category, shop):
    make_category("Paper", description="Things to write on")

    response = client.get("/en/shop/category/paper/")

    assert response.status_code == 200
    assert "Nothing here yet" in response.content.decode()
    assert "Things to write on" in response.content.decode()


@pytest.mark.parametrize("path", ["category/none/", "tag/none/", "category/%00/", "nothing/"])
def test_unknown_list_is_not_found(client, shop, path):
    assert client.get(f"/en/shop/{path}").status_code in (400, 404)


def test_trail_of_a_category_names_those_around_it(client, make_category, shop):
    make_category("Notebooks", parent=make_category("Paper"))

    trail = client.get("/en/shop/category/notebooks/").context["head"].trail

    assert [step["title"] for step in trail][1:] == ["Shop", "Paper"]


def test_b02_strange_pages_are_shown(client, make_product, shop):
    shop.products_per_page = 1
    shop.save_revision().publish()
    make_product("One")
    make_product("Two")

    numbers = [client.get(f"/en/shop/?page={page}").context["products"].number for page in ("x", "0", "2", "99")]

    assert numbers == [1, 2, 2, 2]


def test_i04_category_of_a_translation_is_that_of_its_language(
    client, make_product, make_category, translated, spanish
):
    paper = make_category("Paper")
    ProductCategory.objects.create(name="Papel", slug="papel", locale=spanish, translation_key=paper.translation_key)
    copy = translated(make_product("Notebook", categories=[paper]), title="Cuaderno")

    listed = client.get("/es/shop/categoria/papel/")

    assert [category["name"] for category in copy.filing["categories"]] == ["Papel"]
    assert titles(listed) == ["Cuaderno"]
    assert [(language, urlsplit(url).path) for language, url in listed.context["head"].alternates] == [
        ("en", "/en/shop/category/paper/"),
        ("es", "/es/shop/categoria/papel/"),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_cards_of_untranslated_products_take_the_same_queries(make_product, django_assert_num_queries, number):
    spanish = Locale.objects.get(language_code="es")
    for place in range(number):
        make_product(f"Product {place}").copy_for_translation(locale=spanish, copy_parents=True, alias=True)

    with django_assert_num_queries(1):
        keys = {page.sold_key for page in ProductPage.objects.filter(locale=spanish).for_cards()}

    assert len(keys) == number
