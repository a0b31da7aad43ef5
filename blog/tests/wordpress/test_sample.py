"""WordPress's own theme test data. It is under the GPL, so it lies beside the repository, not in it."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from wagtail.models import Page

from blog.models import BlogPostPage
from community.comments.models import Comment
from home.models import StandardPage

NAME = Path("shared", "samples", "wordpress-theme-unit-test.xml")
SAMPLE = next((place / NAME for place in Path(settings.ROOT).parents if (place / NAME).is_file()), None)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(SAMPLE is None, reason=f"the sample is not at ../{NAME}"),
]


def load(**options):
    output = io.StringIO()
    call_command("import_wordpress", str(SAMPLE), stdout=output, verbosity=0, **options)
    return output.getvalue()


def test_sample_comes_over_whole_and_every_page_opens(blog, client):
    report = load()

    for line in ("post: 58 made", "page: 21 made", "comment: 33 made", "category: 68 made", "author: 2 made"):
        assert line in report
    pages = [*BlogPostPage.objects.all(), *StandardPage.objects.all()]
    assert {page.slug for page in pages if not page.live} == {"scheduled", "draft"}
    assert [page.url for page in pages if page.live and client.get(page.url).status_code != 200] == []
    for page in pages:
        # What an editor could not save again would be a trap.
        page.body.stream_block.clean(page.body)
    assert Comment.objects.filter(answers__isnull=False).exists()

    assert "made" not in (second := load())
    assert "updated" not in second


def test_sample_titles(blog):
    load()

    titles = dict(Page.objects.values_list("slug", "title"))
    assert titles["markup-title-with-markup"] == "Markup: Title With Markup"
    assert titles["title-with-special-characters"].endswith("~`!@#$%^&*()-_=+{}[]/\\;:'\"?,.>")
    assert titles["edge-case-no-title"] == "(untitled)"
    assert titles["επίπεδο-2"] == "Επίπεδο 2 -Second Greek level"
