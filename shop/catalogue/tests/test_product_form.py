"""What the editor's form of a product accepts, and what it says beside which field."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from shop.catalogue.models import Offer, ProductPage
from stoa.accounts.models import User
from stoa.accounts.roles import SHOP_MANAGERS

SMALL = {"value_1": "small", "value_2": "", "value_3": "", "sku": "N-S", "price": "", "sale_price": ""}
SMALL |= {"opening_stock": "4", "weight": "", "picture": ""}
LARGE = SMALL | {"value_1": "large", "sku": "N-L", "price": "12.50"}


@pytest.fixture
def manager(db):
    user = User.objects.create_user("shop@example.org", "pw", handle="keeper")
    user.groups.add(Group.objects.get(name=SHOP_MANAGERS))
    return user


@pytest.fixture
def submit(client, manager, shop):
    """submit(variants=[…], **fields): publish a new product as a shop manager does."""
    client.force_login(manager)

    def send(*, variants=(), **fields):
        parts = ("pictures", "specifications", "related_products", "comments")
        data = {name: inline_formset([]) for name in parts} | {"variants": inline_formset(list(variants))}
        data |= {"title": "Notebook", "slug": "notebook", "body": streamfield([]), "kind": "goods", "tags": ""}
        data |= {"sku": "N", "tax_class": "standard", "price": "10.00", "weight": "0", "action-publish": "1"}
        data |= {"option_1": "Size" if variants else "", "option_2": "", "option_3": ""}
        data |= {"intro": "", "picture": "", "seo_title": "", "search_description": ""}
        address = reverse("wagtailadmin_pages:add", args=["catalogue", "productpage", shop.pk])
        return client.post(address, nested_form_data(data | fields))

    return send


def errors(response):
    form = response.context["form"]
    said = {name: list(texts) for name, texts in form.errors.items()}
    for each in form.formsets["variants"].forms:
        said |= {f"variant {name}": list(texts) for name, texts in each.errors.items()}
    return said


def test_shop_manager_puts_a_product_on_sale(submit):
    response = submit(variants=[SMALL, LARGE])

    assert response.status_code == 302
    assert list(Offer.objects.order_by("sku").values_list("sku", "price", "stock")) == [
        ("N-L", 12.5, 4),
        ("N-S", 10, 4),
    ]


def test_product_with_a_tag_without_letters_is_published(client, submit):
    response = submit(tags="🎉")

    assert response.status_code == 302
    product = ProductPage.objects.get(slug="notebook")
    assert client.get(product.url).status_code == 200
    assert client.get(product.filing["tags"][0]["url"]).status_code == 200


def test_draft_needs_no_price(submit):
    response = submit(price="", sku="", **{"action-publish": ""})

    assert response.status_code == 302
    assert not ProductPage.objects.get().live


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"price": ""}, "price"),
        ({"price": "-1"}, "price"),
        ({"price": "1.234"}, "price"),
        ({"price": "1e99"}, "price"),
        ({"price": "NaN"}, "price"),
        ({"sku": ""}, "sku"),
        ({"sku": "N 1"}, "sku"),
        ({"sale_price": "10.00"}, "sale_price"),
        ({"variants": [SMALL, SMALL | {"value_1": "large"}]}, "variant sku"),
        ({"variants": [SMALL, LARGE | {"value_1": "Small"}]}, "variant value_1"),
        ({"variants": [SMALL | {"sale_price": "10"}]}, "variant sale_price"),
        ({"variants": [LARGE | {"sku": ""}]}, "variant sku"),
        ({"variants": [SMALL], "option_1": ""}, "option_1"),
        ({"variants": [SMALL | {"value_3": "matt"}], "option_3": "Paint", "option_2": ""}, "option_2"),
        ({"variants": [SMALL | {"value_2": "blue"}]}, "variant value_2"),
        ({"variants": [SMALL], "option_2": "Colour"}, "variant value_2"),
    ],
)
def test_what_cannot_be_sold_is_said_beside_the_field(submit, fields, field):
    response = submit(**fields)

    assert response.status_code == 200
    assert list(errors(response)) == [field]


def test_number_of_another_product_is_refused_whatever_its_case(submit, make_product):
    make_product("Other", sku="N-1")

    as_product, as_variant = submit(sku="n-1"), submit(variants=[SMALL | {"sku": "n-1"}])

    assert errors(as_product) == {"sku": ["Another product has this number."]}
    assert errors(as_variant) == {"variant sku": ["Another product has this number."]}


def test_product_with_variants_needs_no_number_of_its_own(submit):
    response = submit(sku="", variants=[SMALL])

    assert response.status_code == 302
    assert [offer.sku for offer in Offer.objects.all()] == ["N-S"]


def test_draft_of_variants_need_not_name_its_options(submit):
    assert submit(variants=[SMALL | {"value_2": "blue"}], option_1="", **{"action-publish": ""}).status_code == 302


def test_categories_are_those_of_the_language_in_the_order_of_their_tree(
    client, manager, make_product, make_category, spanish
):
    tools = make_category("Tools")
    make_category("Chisels", parent=tools)
    make_category("Books")
    make_category("Herramientas", locale=spanish)
    client.force_login(manager)

    form = client.get(reverse("wagtailadmin_pages:edit", args=[make_product().pk])).context["form"]

    assert [label for _value, label in form.fields["categories"].choices] == ["Books", "Tools", "– Chisels"]


def test_category_of_another_language_is_refused(submit, make_category, spanish):
    foreign = make_category("Herramientas", locale=spanish)

    response = submit(categories=str(foreign.pk))

    assert list(errors(response)) == ["categories"]


def test_what_a_product_began_with_is_not_asked_again(client, manager, make_product):
    sold = make_product(opening_stock=3, variants=[{"value_1": "A5", "sku": "N-5"}])
    client.force_login(manager)

    form = client.get(reverse("wagtailadmin_pages:edit", args=[sold.pk])).context["form"]
    fields = [each.fields["opening_stock"] for each in (form, *form.formsets["variants"].forms)]

    assert [field.disabled for field in fields] == [True, True]


def test_shop_manager_works_in_the_shop_only(client, manager, shop, home):
    client.force_login(manager)

    answers = [client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code for page in (shop, home)]

    assert answers == [200, 302]


def test_price_is_shown_with_the_decimals_of_the_currency(client, manager, make_product):
    product = make_product()
    client.force_login(manager)

    html = client.get(reverse("wagtailadmin_pages:edit", args=[product.pk])).content.decode()

    assert 'name="price" value="10.00"' in html
