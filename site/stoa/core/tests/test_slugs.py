"""Tags always have an address, whatever they are called and wherever they are made."""

from importlib import import_module

import pytest
from django.apps import apps
from taggit.models import Tag

from stoa.core.tests.factories import make_image

pytestmark = pytest.mark.django_db
NAMES = ["🎉", "!!!", ".", "🚀"]


def test_tags_without_letters_have_slugs_of_their_own():
    image = make_image()

    image.tags.add(*NAMES)

    slugs = dict(Tag.objects.filter(name__in=NAMES).values_list("name", "slug"))
    assert slugs["🎉"] == "tag-6146299cd548"
    assert len(set(slugs.values())) == len(NAMES)
    assert "" not in slugs.values()


def test_slug_longer_than_its_column_is_another():
    tag = Tag.objects.create(name="﷽" * 100)

    assert tag.slug.startswith("tag-")


def test_tag_of_earlier_days_gets_its_slug_by_the_migration():
    Tag.objects.bulk_create([Tag(name="🎉", slug=""), Tag(name="Red", slug="red")])

    import_module("stoa.core.migrations.0005_tags_with_slugs").give_slug(apps, None)

    assert list(Tag.objects.order_by("name").values_list("slug", flat=True)) == ["red", "tag-6146299cd548"]
