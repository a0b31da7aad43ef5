from xml.etree import ElementTree

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import path

from stoa import urls

pytestmark = pytest.mark.django_db

#: The site's addresses with a search among them.
urlpatterns = [*i18n_patterns(path("search/", lambda request: HttpResponse(), name="search")), *urls.urlpatterns]
handler404 = urls.handler404
NAME = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.mark.urls(__name__)
def test_search_is_described_in_the_default_language(client, site):
    answer = client.get("/opensearch.xml", headers={"Accept-Language": "es"})

    description = ElementTree.fromstring(answer.content)
    url = description.find(f"{NAME}Url").attrib["template"]
    assert answer["Content-Type"] == "application/opensearchdescription+xml"
    assert url == f"{site.root_url}/en/search/?q={{searchTerms}}"
    assert client.get("/en/search/?q=wood").status_code == 200


@pytest.mark.urls(__name__)
def test_pages_make_the_search_known(client, home):
    text = client.get("/en/").text

    link = '<link rel="search" type="application/opensearchdescription+xml" title="Stoa" href="/opensearch.xml">'
    assert text.count(link) == 1
    assert '<a class="tool" href="/en/search/">' in text


def test_site_without_a_search_describes_none(client, home):
    text = client.get("/en/").text

    assert client.get("/opensearch.xml").status_code == 404
    assert "opensearch" not in text
    assert "/search/" not in text
