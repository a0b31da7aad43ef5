"""M21: what was bought together, by Redis and by the orders, on the product's page and below the cart."""

import uuid
from random import Random

import pytest
from django.conf import settings
from django.core.management import call_command

from shop.catalogue import stock
from shop.catalogue.models import Offer, RelatedProduct, StockReason
from shop.orders.models import Order, OrderLine, State
from shop.orders.together import counting, finding, keeping, sets
from stoa.core import redis_cache

NEEDS_REDIS = pytest.mark.skipif("redis" not in settings.CACHES["default"]["BACKEND"].lower(), reason="needs Redis")
CART, MORE = "/en/cart/", "/en/cart/recommended/"


@pytest.fixture
def products(make_product):
    """products("a", "b"): by name, made once."""
    made = {}

    def get(*names):
        for name in names:
            if name not in made:
                made[name] = make_product(name, kind=Offer.DOWNLOAD)
        return [made[name] for name in names]

    return get


@pytest.fixture
def bought(products, buy):
    """bought("a b", "a c"): a paid order of each."""

    def order(*baskets):
        return [buy(None, *products(*basket.split())) for basket in baskets]

    return order


@pytest.fixture
def found(products):
    """found("a", "b"): the names of what goes with them."""

    def names(*asked):
        return named(finding.find([product.translation_key for product in products(*asked)], 60), products)

    return names


def named(keys, products):
    names = {product.translation_key: product.title for product in products(*"abcdef")}
    return [names[key] for key in keys]


def titles(response):
    return [page.title for page in response.context["recommended"].pages]


def test_m21_most_orders_come_first(bought, found):
    bought("a b", "a b", "a c", "b c d")

    assert (found("a"), set(found("d"))) == (["b", "c"], {"b", "c"})


def test_m21_several_add_up(bought, found):
    bought("a b c", "a c", "b d", "b d")

    assert found("a", "b")[:1] == ["c"]
    assert set(found("a", "b")) == {"c", "d"}


@pytest.mark.parametrize("state", [State.WAITING, State.CANCELLED, State.EXPIRED, State.REFUNDED])
def test_m21_only_what_is_paid_counts(bought, found, state):
    bought("a b")
    Order.objects.update(state=state)

    assert found("a") == []


def test_m21_what_was_taken_back_does_not_count(bought, found, products):
    bought("a b c")
    [taken_back] = products("b")
    OrderLine.objects.filter(translation_key=taken_back.translation_key).update(refunded=1)

    assert (found("a"), found("b")) == (["c"], [])


def test_m21_two_variants_of_one_product_count_as_one_order(make_product, buy):
    sizes = [{"value_1": size, "sku": size} for size in ("S", "L")]
    shirt, hat = make_product("Shirt", variants=sizes, kind=Offer.DOWNLOAD), make_product("Hat", kind=Offer.DOWNLOAD)
    order = buy(None, shirt, hat)
    line = OrderLine.objects.get(order=order, translation_key=shirt.translation_key)
    line.pk, line.position, line.offer = None, 9, Offer.objects.get(sku="L")
    line.save()

    assert counting.partners_of([hat.translation_key]) == {hat.translation_key: {shirt.translation_key: 1}}


def test_m21_nothing_and_what_nobody_knows_find_nothing(db):
    assert finding.find([], 60) == []
    assert finding.find([uuid.uuid4()], 60) == []


@pytest.mark.parametrize("number", [1, 4])
def test_m21_finding_takes_one_query(bought, products, number, django_assert_max_num_queries):
    bought("a b c d e")
    keys = [product.translation_key for product in products(*"abcd"[:number])]

    with django_assert_max_num_queries(1):
        finding.find(keys, 60)


def test_m21_page_says_what_was_bought_together(client, bought, products):
    bought("a b", "a b", "a c")
    page, other = products("a", "d")

    response = client.get(page.url)

    assert titles(response) == ["b", "c"]
    assert "Often bought together" in response.text
    assert "Often bought together" not in client.get(other.url).text


def test_m21_too_few_are_filled_up_with_what_is_alike(client, bought, products, make_product, make_category):
    paper = make_category("Paper")
    shown = make_product("Shown", kind=Offer.DOWNLOAD, categories=[paper], tags=["linen"])
    make_product("Same kind", categories=[paper])
    make_product("Same tag", tags=["linen"])
    make_product("Both", categories=[paper], tags=["linen"])
    make_product("Neither")

    response = client.get(shown.url)

    assert titles(response) == ["Both", "Same tag", "Same kind"]
    assert "You may also like" in response.text
    assert "Often bought together" not in response.text


def test_m21_only_what_can_be_bought_and_seen(client, bought, products):
    bought("a b c d e f")
    page, unpublished, sold_out, off_sale = products(*"abcd")
    unpublished.unpublish()
    offer = Offer.objects.get(translation_key=sold_out.translation_key)
    stock.count(offer_id=offer.pk, stock=1, user=None)
    stock.adjust(offer_id=offer.pk, change=-1, reason=StockReason.LOST, user=None)
    Offer.objects.filter(translation_key=off_sale.translation_key).update(is_on_sale=False)

    assert set(titles(client.get(page.url))) == {"e", "f"}


def test_m21_recommendations_speak_the_reader_s_language(client, bought, products, translated):
    bought("a b c")
    spanish = {name: translated(page, title=f"{name} es") for name, page in zip("abc", products(*"abc"), strict=True)}

    assert set(titles(client.get(spanish["a"].url))) == {"b es", "c es"}


def test_m21_what_the_editor_chose_stands_once(client, bought, products):
    bought("a b c d")
    page, chosen = products("a", "b")
    page.related_products = [RelatedProduct(product=chosen)]
    page.save_revision().publish()

    response = client.get(page.url)

    assert [each.title for each in response.context["related"]] == ["b"]
    assert set(titles(response)) == {"c", "d"}


def test_m21_cart_leads_to_what_goes_with_it_and_never_shows_what_is_in_it(client, bought, products):
    bought("a b c d", "a b c")
    for name in "ab":
        offer = Offer.objects.get(translation_key=products(name)[0].translation_key)
        client.post("/en/cart/add/", {"offer": offer.pk, "quantity": 1})

    response = client.get(MORE)

    assert MORE in client.get(CART).text
    assert titles(response) == ["c", "d"]
    assert response.text.count("<h1") == 1
    in_place = client.get(MORE, HTTP_HX_REQUEST="true")
    assert ("Often bought together" in in_place.text, "<html" in in_place.text) == (True, False)
    assert "no-store" in response["Cache-Control"]


def test_m21_empty_cart_recommends_nothing(client, shop):
    assert titles(client.get(MORE)) == []
    assert client.get(MORE, HTTP_HX_REQUEST="true").text.strip() == ""


@pytest.mark.parametrize("number", [1, 5])
def test_m21_cart_costs_the_same_queries(client, bought, products, number, django_assert_max_num_queries):
    bought("a f", "b f")
    for product in products(*"abcde"[:number]):
        offer = Offer.objects.get(translation_key=product.translation_key)
        client.post("/en/cart/add/", {"offer": offer.pk, "quantity": 1})
    client.get(MORE)

    with django_assert_max_num_queries(8):
        client.get(MORE)


@NEEDS_REDIS
def test_m21_redis_and_orders_say_the_same(products, bought):
    random = Random(21)
    bought(*(" ".join(random.sample("abcdef", random.randint(1, 4))) for _each in range(20)))
    keys = {name: product.translation_key for name, product in zip("abcdef", products(*"abcdef"), strict=True)}
    call_command("rebuild_recommendations", verbosity=0)

    for asked in ("a", "f", "ab", "cde", "abcdef"):
        some = [keys[name] for name in asked]
        assert sets.read(some) == finding.find_in_orders(some)
        with pytest.MonkeyPatch.context() as patch:
            with_redis = finding.find(some, 60)
            patch.setattr(redis_cache, "connection", lambda: None)
            assert finding.find(some, 60) == with_redis


@NEEDS_REDIS
def test_m21_redis_that_lost_everything_is_not_asked(bought, found, products):
    bought("a b")
    keeping.rebuild()
    redis_cache.connection().flushdb()

    assert found("a") == ["b"]


@NEEDS_REDIS
def test_m21_payment_refreshes_the_sets_of_its_order(bought, products):
    bought("a b")
    keeping.rebuild()
    [order] = bought("b c")
    keeping.refresh(order.pk)
    keeping.refresh(order.pk)

    a, b, c = (product.translation_key for product in products("a", "b", "c"))
    assert (sets.read([b]), sets.read([c])) == ({a: 1, c: 1}, {b: 1})


@NEEDS_REDIS
def test_m21_rebuilding_forgets_what_is_not_so_any_more(bought, products):
    bought("a b")
    keeping.rebuild()
    Order.objects.update(state=State.REFUNDED)
    keeping.rebuild()

    assert sets.read([products("a")[0].translation_key]) == {}


def test_m21_command_without_redis_says_so(db, capsys, monkeypatch):
    monkeypatch.setattr(redis_cache, "connection", lambda: None)
    call_command("rebuild_recommendations")

    assert "from the orders themselves" in capsys.readouterr().out
    keeping.rebuild_sets()
