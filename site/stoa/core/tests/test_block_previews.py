import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from blog.models import BlogPostPage
from home.models import HomePage
from stoa.accounts.models import User
from stoa.core.tests.factories import make_document, make_image

pytestmark = pytest.mark.django_db

STREAMS = [BlogPostPage._meta.get_field("body"), HomePage._meta.get_field("sections")]
BLOCKS = [(block.name, block) for field in STREAMS for block in field.stream_block.child_blocks.values()]


@pytest.mark.parametrize(("name", "block"), BLOCKS)
def test_b14_every_block_has_what_the_picker_shows(client, make_post, name, block):
    make_image()
    make_document()
    make_post("Shown on a card")
    client.force_login(User.objects.create_superuser("chief@example.org", "x"))

    preview = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert block.meta.icon != "placeholder"
    assert block.meta.group
    assert block.get_description()
    assert block.is_previewable
    assert preview.status_code == 200
    assert strip_tags(preview.text.partition("<main")[2]).strip() or "<img" in preview.text
