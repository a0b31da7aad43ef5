import re

import pytest

from community.members import visibility
from stoa.core import pagecache, sitemaps

PART = "/sitemap-people-in-en-1.xml"


@pytest.fixture
def findable(make_member):
    """A function that makes a member whom search engines may list."""

    def make(handle, **fields):
        member = make_member(handle, **({"bio": "Counts."} | fields))
        visibility.choose(user=member, is_findable=True)
        return member

    return make


def test_b16_sitemap_has_profiles_in_every_language(client, site, findable):
    findable("ada")

    index, part = client.get("/sitemap.xml").text, client.get(PART).text

    assert re.findall(r"sitemap-people-in-(\w+)-1.xml", index) == ["en", "es", "bg"]
    assert "<loc>http://localhost/en/people/ada/</loc>" in part
    assert re.findall(r'hreflang="([\w-]+)"', part) == ["en", "es", "bg", "x-default"]


def test_sitemap_has_only_who_wants_to_be_found(client, site, findable, make_member):
    make_member("shy", bio="Counts.")
    findable("thin", bio="")
    findable("gone", is_active=False)

    assert "people" not in client.get("/sitemap.xml").text
    assert client.get(PART).status_code == 404


@pytest.mark.parametrize(
    "place", ["people-in-en-2", "people-in-xx-1", "people-in-en-0", "nobody-in-en-1", "people-in-en-99999999999999999"]
)
def test_part_that_is_not_there_is_not_found(client, site, findable, place):
    findable("ada")

    assert client.get(f"/sitemap-{place}.xml").status_code == 404


def test_many_profiles_have_parts(client, site, findable, monkeypatch):
    monkeypatch.setattr(sitemaps, "PAGES_A_PART", 2)
    for number in range(3):
        findable(f"m{number}")

    assert client.get("/sitemap.xml").text.count("sitemap-people-in-en-") == 2
    assert [client.get(f"/sitemap-people-in-en-{number}.xml").text.count("<loc>") for number in (1, 2)] == [2, 1]


@pytest.mark.parametrize("many", [1, 3])
def test_part_costs_the_same_whatever_it_holds(client, site, findable, django_assert_num_queries, many):
    for number in range(many):
        findable(f"m{number}")
    client.get(PART)

    with django_assert_num_queries(2):
        client.get(PART)


def test_sitemap_is_purged_when_a_member_wants_to_be_found(client, site, findable):
    findable("ada")

    answer = client.get(PART)

    assert "people:findable" in pagecache.shown_tags(answer.wsgi_request)
