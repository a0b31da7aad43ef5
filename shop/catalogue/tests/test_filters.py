"""Lists narrowed and ordered by visitors: M01."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from shop.catalogue import stock
from shop.catalogue.filters import Filters
from shop.catalogue.models import Offer, ProductCategory, ProductPage, StockReason
from shop.catalogue.tests.test_lists import titles

COVERS = [
    {"value_1": "A5", "value_2": "Red", "sku": "N-5R"},
    {"value_1": "A6", "value_2": "Green", "sku": "N-6G", "price": Decimal(7)},
]


@pytest.fixture
def paper(make_product, make_category):
    """A notebook (A5 red 10, A6 green 7), letters (12, sold out, tag "blue"), a spoon (3, reduced to 2)."""
    paper = make_category("Paper")
    books = make_category("Books", parent=paper)
    options = {"option_1": "Size", "option_2": "Cover"}
    make_product("Notebook", categories=[books], tags=["blue", "linen"], variants=COVERS, **options)
    make_product("Letters", categories=[paper], tags=["blue"], price=Decimal(12), opening_stock=0)
    make_product("Spoon", categories=[make_category("Wood")], price=Decimal(3), sale_price=Decimal(2))


def numbers(response, label):
    """{choice: number} of a group."""
    groups = {group.label: group for group in response.context["panel"].groups}
    return {choice.name: choice.number for choice in groups[label].choices} if label in groups else {}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("category=paper", ["Letters", "Notebook"]),
        ("category=books", ["Notebook"]),
        ("category=books&category=wood", ["Spoon", "Notebook"]),
        ("tag=linen", ["Notebook"]),
        ("tag=blue&category=books", ["Notebook"]),
        ("option=Size:A5", ["Notebook"]),
        ("option=Size:A5&option=Size:A6", ["Notebook"]),
        ("option=Size:A5&option=Cover:Red", ["Notebook"]),
        ("option=Size:A5&option=Cover:Green", []),
        ("option=Cover:A5", []),
        ("from=3", ["Letters", "Notebook"]),
        ("to=7", ["Spoon", "Notebook"]),
        ("from=2&to=2.00", ["Spoon"]),
        ("to=7,00&option=Size:A5", []),
        ("available=1", ["Spoon", "Notebook"]),
        ("reduced=1", ["Spoon"]),
        ("reduced=1&category=paper", []),
        ("from=20&to=10", []),
    ],
)
def test_m01_filters_leave_what_meets_all_of_them(client, paper, query, found):
    assert titles(client.get(f"/en/shop/?{query}")) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("newest", ["Spoon", "Letters", "Notebook"]),
        ("cheapest", ["Spoon", "Notebook", "Letters"]),
        ("dearest", ["Letters", "Notebook", "Spoon"]),
        ("name", ["Letters", "Notebook", "Spoon"]),
        ("popular", ["Notebook", "Spoon", "Letters"]),
    ],
)
def test_m01_lists_are_ordered(client, paper, order, found):
    offer = Offer.objects.get(sku="N-6G")
    now = timezone.now()
    stock.reserve(quantities={offer.pk: 2}, owner_key="order", until=now + timedelta(hours=1), now=now)
    stock.take(owner_key="order", now=now)

    assert titles(client.get(f"/en/shop/?sort={order}")) == found


def test_m01_numbers_say_what_each_choice_would_give(client, paper):
    response = client.get("/en/shop/")

    assert numbers(response, "Category") == {"Paper": 2, "Books": 1, "Wood": 1}
    assert numbers(response, "Tag") == {"blue": 2, "linen": 1}
    assert numbers(response, "Size") == {"A5": 1, "A6": 1}
    assert numbers(response, "Availability") == {"Can be had now": 2, "Reduced": 1}


def test_m01_numbers_respect_the_other_filters(client, paper):
    response = client.get("/en/shop/?option=Size:A5&to=11")

    assert numbers(response, "Category") == {"Paper": 1, "Books": 1}
    assert numbers(response, "Size") == {"A5": 1, "A6": 1}
    assert numbers(response, "Cover") == {"Red": 1}
    assert numbers(response, "Availability") == {"Can be had now": 1}


@pytest.mark.parametrize("query", ["", "category=paper", "tag=blue", "available=1&to=9", "option=Size:A6&sort=name"])
def test_m01_every_number_is_true(client, paper, query):
    """Chosen alone of its kind, each choice gives as many as it says."""
    response = client.get(f"/en/shop/?{query}")
    panel = response.context["panel"]

    for group in panel.groups:
        for choice in group.choices:
            pair = (group.parameter or choice.value, choice.value if group.parameter else "1")
            same = [
                other
                for other in panel.filters.chosen
                if other[0] == pair[0] and (pair[0] != "option" or other[1].split(":")[0] == group.label)
            ]
            others = [other for other in panel.filters.chosen if other not in same]
            asked = Filters((*others, pair)).query()
            assert client.get(f"/en/shop/?{asked}").context["products"].paginator.count == choice.number, pair


def test_m01_filters_in_force_can_be_taken_away_one_by_one(client, paper):
    response = client.get("/en/shop/?category=paper&option=Size:A5&to=20&sort=name&page=1")

    chips = {chip.label: chip.url for chip in response.context["panel"].chips}
    assert chips == {
        "Category: Paper": "/en/shop/?option=Size%3AA5&to=20&sort=name",
        "Size: A5": "/en/shop/?category=paper&to=20&sort=name",
        "up to €20.00": "/en/shop/?category=paper&option=Size%3AA5&sort=name",
    }


def test_m01_pages_of_a_list_keep_the_filters(client, paper, shop):
    shop.products_per_page = 1
    shop.save_revision().publish()

    html = client.get("/en/shop/?category=paper&sort=name").content.decode()

    assert 'href="?page=2&amp;category=paper&amp;sort=name"' in html


def test_m01_nothing_found_shows_a_way_out(client, paper):
    html = client.get("/en/shop/category/wood/?available=1&from=99").content.decode()

    assert "Nothing matches all of this" in html
    assert 'href="/en/shop/category/wood/">Show all products' in html


def test_m01_where_nothing_is_left_another_category_may_be_chosen(client, paper):
    assert numbers(client.get("/en/shop/?from=5000"), "Category") == {"Paper": 0, "Books": 0, "Wood": 0}


@pytest.mark.parametrize(
    "query",
    [
        "from=NaN&to=Infinity",
        "from=1e9&to=-1",
        "from=%D9%A3&to=sNaN",
        "from=" + "9" * 400,
        "sort=;drop&page=-1",
        "available=yes&reduced=",
        "category[]=x&tag[0]=y",
        "option=&category=&tag=",
        "tag=" + "x" * 3000,
    ],
)
def test_m01_nonsense_narrows_nothing_and_loses_nothing(client, paper, query):
    response = client.get(f"/en/shop/?{query}&tag=linen")

    assert titles(response) == ["Notebook"]
    assert [chip.label for chip in response.context["panel"].chips] == ["Tag: linen"]


@pytest.mark.parametrize("query", ["category=none", "tag=none", "option=nothing", "option=A:B:C", "from=1000000000"])
def test_m01_unknown_values_find_nothing_and_are_said(client, paper, query):
    response = client.get(f"/en/shop/?{query}&to=5000000000")

    assert titles(response) == []
    assert len(response.context["panel"].chips) == 2


def test_m01_hundreds_of_values_are_cut(client, paper):
    values = "&".join(f"option=Size:{number}&category=c{number}&tag=t{number}" for number in range(300))

    assert client.get(f"/en/shop/?{values}").status_code == 200


def test_m01_wrong_price_is_said_beside_the_field(client, paper):
    html = client.get("/en/shop/?from=cheap").content.decode()

    assert "A price is a number" in html
    assert 'value="cheap"' in html


def test_m01_only_what_is_sold_and_may_be_seen_is_listed_and_counted(client, make_product, make_category):
    paper = make_category("Paper")
    make_product("Open", categories=[paper])
    secret = make_product("Secret", categories=[paper])
    gone = make_product("Gone", categories=[paper])
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    Offer.objects.filter(translation_key=gone.translation_key).update(is_on_sale=False)

    response = client.get("/en/shop/")

    assert titles(response) == ["Open"]
    assert numbers(response, "Category") == {"Paper": 1}


def test_m01_filters_are_those_of_the_language(client, make_product, make_category, translated, spanish):
    paper = make_category("Paper")
    ProductCategory.objects.create(name="Papel", slug="papel", locale=spanish, translation_key=paper.translation_key)
    product = make_product("Notebook", categories=[paper], option_1="Size", variants=COVERS[:1])
    copy = translated(product, title="Cuaderno", option_1="Tamaño")

    response = client.get("/es/shop/?category=papel&option=Tamaño:A5&to=12,50")

    assert [page.pk for page in response.context["products"]] == [copy.pk]
    assert [chip.label for chip in response.context["panel"].chips][1:] == ["Tamaño: A5", "hasta 12,50\xa0€"]


def test_m01_untranslated_products_are_filtered_by_the_words_they_are_shown_in(client, make_product, spanish):
    product = make_product("Notebook", option_1="Size", option_2="Cover", variants=COVERS)
    product.copy_for_translation(locale=spanish, copy_parents=True, alias=True)

    response = client.get("/es/shop/?option=Size:A5")

    assert titles(response) == ["Notebook"]
    assert numbers(response, "Size") == {"A5": 1, "A6": 1}


def test_m01_robots_are_told_the_whole_list(client, paper):
    narrowed = client.get("/en/shop/?category=paper&page=1").context["head"]
    whole = client.get("/en/shop/").context["head"]

    assert (narrowed.robots, narrowed.canonical) == ("noindex, follow", "http://localhost/en/shop/")
    assert (whole.robots, whole.canonical) == ("", "http://localhost/en/shop/")


def test_m01_narrowed_in_place_the_address_is_tidy(client, paper):
    response = client.get("/en/shop/?from=&to=9&sort=newest", headers={"HX-Request": "true"})

    assert response["HX-Push-Url"] == "/en/shop/?to=9"
    assert not response.cookies


ASKED = "?category=paper&tag=blue&option=Size:A5&option=Cover:Red&from=1&to=90&available=1&sort=cheapest"


@pytest.mark.parametrize("number", [1, 6])
@pytest.mark.parametrize(
    ("address", "queries"), [("", 12), ("?reduced=1", 12), (ASKED, 12), ("category/paper/" + ASKED, 13)]
)
def test_m01_lists_take_the_same_queries_however_many(
    client, make_product, make_category, django_assert_num_queries, number, address, queries
):
    paper = make_category("Paper")
    for place in range(number):
        variants = [{**each, "sku": f"{each['sku']}{place}"} for each in COVERS]
        facts = {"option_1": "Size", "option_2": "Cover", "sale_price": Decimal(6), "tags": ["blue"]}
        make_product(f"Product {place}", categories=[paper], variants=variants, **facts)
    client.get(f"/en/shop/{address}")

    with django_assert_num_queries(queries):
        client.get(f"/en/shop/{address}")


@pytest.mark.parametrize("number", [1, 4])
def test_m01_pages_that_wait_to_be_cooked_again_cost_no_more(client, make_product, django_assert_num_queries, number):
    for place in range(number):
        variants = [{**each, "sku": f"{each['sku']}{place}"} for each in COVERS]
        make_product(f"Product {place}", variants=variants, sale_price=Decimal(6))
    ProductPage.objects.update(cooked_version="another")
    client.get("/en/shop/")

    with django_assert_num_queries(12):
        html = client.get("/en/shop/").content.decode()

    assert html.count("product-card__price") == number


def test_m01_numbers_of_kept_lists_change_with_the_stock(
    client, make_product, settings, django_capture_on_commit_callbacks
):
    """Also those of a page of the list on which the product does not stand."""
    settings.PAGE_CACHE_SECONDS = 300
    make_product("Old", opening_stock=1)
    old = Offer.objects.get()
    new = make_product("New")
    shop = new.shop
    shop.products_per_page = 1
    shop.save_revision().publish()
    before = client.get("/en/shop/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        stock.adjust(offer_id=old.pk, change=-1, reason=StockReason.LOST, user=None)
    after = client.get("/en/shop/").content.decode()

    number = '<span class="filters__name">Can be had now</span> <span class="filters__number">%s</span>'
    assert (number % 2 in before, number % 1 in after) == (True, True)
