"""Fixtures of the blog's tests."""

import io

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Locale

from blog.models import Author, BlogPostPage, Category
from conftest import publish
from stoa.accounts.models import User
from stoa.core.models import StoaImage
from stoa.core.tests.factories import make_document, make_image


@pytest.fixture
def spanish(db):
    return Locale.objects.get_or_create(language_code="es")[0]


@pytest.fixture
def make_author(english):
    """make_author("Ana", **fields)"""

    def make(name="Ana Ruiz", *, handle="ana", locale=english, **fields):
        return Author.objects.create(name=name, handle=handle, locale=locale, **fields)

    return make


@pytest.fixture
def make_category(english):
    """make_category("Wood", slug="wood", **fields)"""

    def make(name="Wood", *, slug="wood", locale=english, **fields):
        return Category.objects.create(name=name, slug=slug, locale=locale, **fields)

    return make


@pytest.fixture
def picture(db):
    """A stored picture of 8 × 6 pixels."""
    data = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(data, "PNG")
    return StoaImage.objects.create(title="Plane", description="A plane", file=ImageFile(data, name="plane.png"))


@pytest.fixture
def every_block(make_post):
    """A body with each block that a body may have, as its picker shows it; a new block comes in by itself."""
    make_image()
    make_document()
    make_post("Shown on a card")
    blocks = BlogPostPage._meta.get_field("body").stream_block.child_blocks
    return [(name, block.get_preview_value()) for name, block in blocks.items()]


@pytest.fixture
def file_under():
    """file_under(post, *categories): file a post and publish it again."""

    def file(post, *categories):
        post.categories.set(categories)
        return publish(post)

    return file


@pytest.fixture
def translated():
    """translated(page, locale, **changes): the page in another language, published; its parents come along."""

    def translate(page, locale, **changes):
        copy = page.copy_for_translation(locale, copy_parents=True)
        for name, value in changes.items():
            setattr(copy, name, value)
        return publish(copy)

    return translate


@pytest.fixture
def admin(client):
    user = User.objects.create_superuser("chief@example.org", "x")
    client.force_login(user)
    return client
