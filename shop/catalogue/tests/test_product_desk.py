"""Products in the menu Shop."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.catalogue.models import ProductCategory, ProductPage
from stoa.core.page_lists import works_on


@pytest.fixture
def keeper(client, make_member, shop):
    user = make_member("keeper", groups=["Shop managers"])
    client.force_login(user)
    return user


LIST = "/admin/shop/products/"
CATEGORIES = "/admin/snippets/catalogue/productcategory/"


def listed(client, query=""):
    return [product.title for product in client.get(LIST + query).context["object_list"]]


def test_list_says_price_and_stock_of_all_variants(client, keeper, make_product):
    small, large = {"value_1": "small", "sku": "N-S", "opening_stock": 4}, {"value_1": "large", "sku": "N-L"}
    make_product("Notebook", variants=[small, large | {"price": 12, "opening_stock": 3}])

    html = client.get(LIST).content.decode()

    assert "from €10.00" in html
    assert ">7</a>" in html
    assert "choose_parent" in html


@pytest.mark.parametrize(("query", "found"), [("", 2), ("?state=live", 1), ("?state=draft", 1), ("?state=nonsense", 2)])
def test_list_is_filtered_by_state(client, keeper, make_product, query, found):
    make_product("Notebook")
    make_product("Lamp").unpublish()

    assert len(listed(client, query)) == found


def test_list_is_filtered_by_category_and_what_lies_within(client, keeper, make_product, make_category):
    tools = make_category("Tools")
    chisels = make_category("Chisels", parent=tools)
    make_product("Notebook")
    make_product("Chisel", categories=[chisels])

    assert listed(client, f"?category={tools.translation_key}") == ["Chisel"]


def test_list_is_filtered_by_language(client, keeper, make_product, translated):
    translated(make_product("Notebook"), title="Cuaderno")

    assert listed(client, "?locale=es") == ["Cuaderno"]


def test_list_takes_the_same_queries_however_many(client, keeper, make_product):
    found = []
    for number in (1, 3):
        for place in range(number):
            make_product(f"Product {number} {place}")
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        found.append(len(queries))

    assert found[0] == found[1]


def test_categories_stand_in_the_order_of_their_tree_by_language(client, keeper, make_category, spanish):
    make_category("Herramientas", locale=spanish)
    tools = make_category("Tools")
    make_category("Chisels", parent=tools)
    make_category("Books")

    html = client.get(CATEGORIES).content.decode()

    names = [category.name for category in client.get(CATEGORIES).context["object_list"]]
    assert names == ["Books", "Tools", "Chisels", "Herramientas"]
    assert "– Chisels" in html
    assert f"{CATEGORIES}edit/{tools.pk}/" in html


@pytest.mark.parametrize("is_translated", [False, True])
def test_category_with_products_in_any_language_stays(
    client, keeper, make_product, make_category, spanish, is_translated
):
    tools = make_category("Tools")
    twin = make_category("Herramientas", locale=spanish, translation_key=tools.translation_key)
    make_product("Chisel", categories=[tools])

    answer = client.post(f"{CATEGORIES}delete/{(twin if is_translated else tools).pk}/", follow=True)

    assert "1 product stands in “" in answer.content.decode()
    assert ProductCategory.objects.count() == 2


def test_category_without_products_goes_and_says_where_it_stays(client, keeper, make_category, spanish):
    tools = make_category("Tools")
    make_category("Herramientas", locale=spanish, translation_key=tools.translation_key)

    asked = client.get(f"{CATEGORIES}delete/{tools.pk}/").content.decode()
    client.post(f"{CATEGORIES}delete/{tools.pk}/")

    assert "It stays in other languages: Herramientas (Español)." in asked
    assert [category.name for category in ProductCategory.objects.all()] == ["Herramientas"]


@pytest.mark.parametrize(
    ("role", "seen"), [("Shop managers", [LIST]), ("Support", []), ("Editors", [LIST, "/admin/blog/posts/"])]
)
def test_menu_leads_only_where_one_works(client, make_member, make_product, make_post, role, seen):
    make_product()
    make_post("Post")
    client.force_login(make_member("worker", groups=[role]))

    html = client.get("/admin/").content.decode()

    assert [address for address in (LIST, "/admin/blog/posts/") if f'"url": "{address}"' in html] == seen


def test_menu_asks_once_whether_somebody_works_on_products(make_member, shop, django_assert_num_queries):
    keeper = make_member("keeper", groups=["Shop managers"])

    # The rights on pages, which Wagtail keeps with the user as well, and whether there are such pages.
    with django_assert_num_queries(2):
        found = [works_on(keeper, ProductPage) for _each in range(3)]

    assert found == [True] * 3


def test_category_that_is_taken_or_lies_within_a_foreign_one_is_refused(client, keeper, make_category, spanish):
    make_category("Tools")
    foreign = make_category("Herramientas", locale=spanish)
    sent = {"name": "Tools", "slug": "tools", "description": "", "picture": "", "parent": foreign.pk}

    answer = client.post(f"{CATEGORIES}add/", sent)

    assert (answer.status_code, sorted(answer.context["form"].errors)) == (200, ["parent", "slug"])
    assert ProductCategory.objects.count() == 2
