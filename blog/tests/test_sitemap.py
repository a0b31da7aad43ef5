from xml.etree import ElementTree

import pytest
from wagtail.models import Page, PageViewRestriction

from stoa.core import sitemaps

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
QUERIES = 5
PICTURE = "{http://www.google.com/schemas/sitemap-image/1.1}loc"


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    assert not answer.cookies
    return ElementTree.fromstring(answer.content)


def entry(client, site, path):
    entries = read(client, "/sitemap-en-1.xml").findall(f"{SITEMAP}url")
    return next(found for found in entries if found.find(f"{SITEMAP}loc").text == site.root_url + path)


def test_b16_index_names_a_part_for_each_language(client, site, make_post, translated, spanish):
    translated(make_post("Wood", slug="wood"), spanish, title="Madera", slug="madera")

    index = read(client, "/sitemap.xml")

    assert [loc.text for loc in index.iter(f"{SITEMAP}loc")] == [
        f"{site.root_url}/sitemap-en-1.xml",
        f"{site.root_url}/sitemap-es-1.xml",
    ]


def test_b16_page_has_date_languages_and_pictures(client, site, make_post, translated, spanish, picture):
    post = make_post("Wood", slug="wood", cover=picture)
    translated(post, spanish, title="Madera", slug="madera")

    found = entry(client, site, "/en/blog/wood/")

    assert found.find(f"{SITEMAP}lastmod").text == post.last_published_at.isoformat()
    assert [(link.attrib["hreflang"], link.attrib["href"]) for link in found.findall(LINK)] == [
        ("en", f"{site.root_url}/en/blog/wood/"),
        ("es", f"{site.root_url}/es/blog/madera/"),
        ("x-default", f"{site.root_url}/en/blog/wood/"),
    ]
    assert [loc.text for loc in found.iter(PICTURE)] == [f"http://testserver{picture.file.url}"]


def test_b16_only_what_anybody_may_see(client, site, make_post):
    make_post("Open", slug="open")
    hidden = make_post("Members", slug="members")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    make_post("Gone", slug="gone").unpublish()

    addresses = [loc.text for loc in read(client, "/sitemap-en-1.xml").iter(f"{SITEMAP}loc")]

    assert addresses == [f"{site.root_url}{path}" for path in ("/en/", "/en/blog/", "/en/blog/open/")]


def test_sitemap_of_many_pages_has_parts(client, site, make_post, monkeypatch):
    monkeypatch.setattr(sitemaps, "PAGES_A_PART", 2)
    for number in range(3):
        make_post(f"Post {number}", slug=f"post-{number}")

    assert len(list(read(client, "/sitemap.xml").iter(f"{SITEMAP}loc"))) == 3
    assert len(list(read(client, "/sitemap-en-3.xml").iter(f"{SITEMAP}loc"))) == 1
    for wrong in ("en-4", "en-0", "fr-1", "bg-1"):
        assert client.get(f"/sitemap-{wrong}.xml").status_code == 404


def test_sitemap_takes_as_many_queries_for_three_posts_as_for_one(client, make_post, django_assert_num_queries):
    make_post("One")
    client.get("/sitemap-en-1.xml")
    with django_assert_num_queries(QUERIES):
        client.get("/sitemap-en-1.xml")
    make_post("Two")
    make_post("Three")
    client.get("/sitemap-en-1.xml")

    with django_assert_num_queries(QUERIES):
        client.get("/sitemap-en-1.xml")


def test_sitemap_of_two_thousand_pages_has_three_parts(client, blog):
    facts = {"depth": 3, "locale_id": blog.locale_id, "content_type_id": blog.content_type_id, "live": True}
    Page.objects.bulk_create(
        Page(title="p", slug=f"p{number}", url_path=f"/home/p{number}/", path=f"{blog.path[:8]}Z{number:03}", **facts)
        for number in range(2_000)
    )

    assert len(list(read(client, "/sitemap.xml").iter(f"{SITEMAP}loc"))) == 3
    assert len(read(client, "/sitemap-en-2.xml").findall(f"{SITEMAP}url")) == 1000


def test_robots_are_shown_the_sitemap(client, site):
    answer = client.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /django-admin/",
        "Disallow: /en/account/",
        "Disallow: /es/cuenta/",
        "Disallow: /bg/profil/",
        "",
        f"Sitemap: {site.root_url}/sitemap.xml",
    ]
