"""Plain pages: about, imprint and the like."""

import re

import pytest
from django.urls import reverse

from conftest import publish
from home.models import StandardPage
from stoa.core import cooking
from stoa.core.pages import plain_page_model

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(home):
    body = [("rich_text", "<p>Who we are</p>"), ("heading", {"text": "Where we are", "level": "h2"})]
    page = StandardPage(title="About & more", slug="about", search_description="On us.", body=body, live=False)
    return publish(home.add_child(instance=page))


def test_plain_page_shows_its_title_once_and_its_body(client, about):
    answer = client.get("/en/about/")

    assert re.findall("<h1>(.*?)</h1>", answer.text) == ["About &amp; more"]
    assert "Who we are" in answer.text
    assert '<h2 id="where-we-are">Where we are</h2>' in answer.text
    assert '<meta name="description" content="On us.">' in answer.text


def test_plain_page_is_cooked(about):
    assert (about.body_html, about.word_count) == (cooking.render_body(about).html, 6)


def test_plain_pages_lie_below_each_other(client, about):
    publish(about.add_child(instance=StandardPage(title="Team", slug="team", live=False)))

    answer = client.get("/en/about/team/")

    assert answer.status_code == 200
    assert '<a href="/en/about/">About &amp; more</a>' in answer.text


def test_draft_of_a_plain_page_is_seen_by_editors_only(client, admin_client, about):
    about.body = [("rich_text", "<p>Only a draft</p>")]
    about.save_revision()

    preview = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[about.pk]))

    assert "Only a draft" in preview.text
    assert "Only a draft" not in client.get("/en/about/").text


def test_plain_page_that_is_taken_down_is_gone(client, about):
    about.unpublish()

    assert client.get("/en/about/").status_code == 404


def test_import_finds_the_plain_page():
    assert plain_page_model() is StandardPage
