"""The forms of categories, authors and series: what is taken in its language is an error at its field."""

import pytest
from django.urls import reverse

from blog.models import Category

pytestmark = pytest.mark.django_db
KINDS = {
    "category": {"name": "Craft", "slug": "craft"},
    "author": {"name": "Ann", "handle": "ann"},
    "series": {"title": "Planes", "slug": "planes"},
}


def errors(answer):
    return {name: list(texts) for name, texts in answer.context["form"].errors.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_taken_in_its_language_is_said_at_the_field(admin, spanish, kind):
    add = reverse(f"wagtailsnippets_blog_{kind}:add")
    unique = list(KINDS[kind])[1]

    first = admin.post(add, KINDS[kind])
    second = admin.post(add, KINDS[kind])
    in_spanish = admin.post(f"{add}?locale=es", KINDS[kind])

    assert (first.status_code, second.status_code, in_spanish.status_code) == (302, 200, 302)
    assert errors(second) == {unique: [f"{kind.capitalize()} with this {unique.capitalize()} already exists."]}


def test_category_is_saved_again_under_its_own_slug(admin, make_category):
    category = make_category()
    address = reverse("wagtailsnippets_blog_category:edit", args=[category.pk])

    assert admin.post(address, {"name": "Oak", "slug": "wood"}).status_code == 302


def test_slug_of_another_is_refused_when_a_category_changes(admin, make_category):
    make_category()
    other = make_category("Iron", slug="iron")
    address = reverse("wagtailsnippets_blog_category:edit", args=[other.pk])

    assert errors(admin.post(address, {"name": "Iron", "slug": "wood"})) == {
        "slug": ["Category with this Slug already exists."]
    }


def test_category_lies_only_within_one_of_its_language(admin, make_category, spanish):
    wood = make_category()
    madera = make_category("Madera", slug="madera", locale=spanish)
    add = reverse("wagtailsnippets_blog_category:add")

    foreign = admin.post(add, {"name": "Oak", "slug": "oak", "parent": madera.pk})
    own = admin.post(add, {"name": "Oak", "slug": "oak", "parent": wood.pk})

    assert errors(foreign) == {"parent": ["Select a valid choice. That choice is not one of the available choices."]}
    assert own.status_code == 302
    assert Category.objects.get(slug="oak").parent == wood
