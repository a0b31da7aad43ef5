import pytest
from django.conf import settings
from wagtail_factories import DocumentFactory, ImageFactory

TEMPLATES = settings.ROOT / "templates"
# Shown on pages rather than in the guide, or never seen; a card block needs a page to point to.
ELSEWHERE = {"components/head.html", "components/form_trap.html", "blocks/card.html", "blocks/stream.html"}


@pytest.mark.django_db
def test_styleguide_shows_every_component_and_block(client):
    for number in range(2):
        ImageFactory(title=f"Plate {number}")
    DocumentFactory(title="Plan")

    response = client.get("/styleguide/")

    names = {
        f"{folder}/{file.name}" for folder in ("components", "blocks") for file in (TEMPLATES / folder).glob("*.html")
    }
    assert response.status_code == 200
    assert names - {template.name for template in response.templates} - ELSEWHERE == set()


@pytest.mark.django_db
def test_styleguide_opens_without_pictures(client):
    assert client.get("/styleguide/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("code", [400, 403, 404, 413, 429, 500, 503])
def test_styleguide_shows_error_pages(client, code):
    answer = client.get(f"/styleguide/errors/{code}/", follow=True)

    assert answer.status_code == code
    assert answer.text.count("<h1>") == 1


@pytest.mark.django_db
def test_styleguide_has_no_other_error_pages(client):
    assert client.get("/styleguide/errors/418/", follow=True).status_code == 404
