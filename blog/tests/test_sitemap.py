from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
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


def listed(client, language="en", number=1):
    """[(address, {language: address})] of a part of the lists."""
    entries = read(client, f"/sitemap-lists-in-{language}-{number}.xml").findall(f"{SITEMAP}url")
    alternates = [{link.attrib["hreflang"]: link.attrib["href"] for link in each.findall(LINK)} for each in entries]
    return list(zip([each.find(f"{SITEMAP}loc").text for each in entries], alternates, strict=True))


def test_b16_lists_of_authors_categories_and_tags(client, site, make_post, make_author, make_category, file_under):
    outer = make_category()
    for number in range(3):
        post = make_post(
            f"Post {number}", tags=["oak", *["ash"][number:]], authors=[make_author(handle=f"ana-{number}")]
        )
    file_under(post, make_category("Tools", slug="tools", parent=outer))
    make_category("Empty", slug="empty")
    make_author("Silent", handle="silent")

    paths = sorted(address.removeprefix(f"{site.root_url}/en/blog/") for address, _others in listed(client))

    assert paths == ["author/ana-0/", "author/ana-1/", "author/ana-2/", "category/tools/", "category/wood/", "tag/oak/"]
    assert f"{site.root_url}/sitemap-lists-in-en-1.xml" in client.get("/sitemap.xml").text
    for path in paths:
        answer = client.get(f"/en/blog/{path}")
        assert (answer.status_code, "noindex" in answer.text) == (200, False)


def test_b16_list_has_its_languages(client, site, make_post, make_category, file_under, translated, spanish):
    wood = make_category()
    madera = wood.copy_for_translation(spanish)
    madera.slug = "madera"
    madera.save()
    post = file_under(make_post("A post", slug="a-post"), wood)
    before = listed(client)
    file_under(translated(post, spanish, slug="una"), madera)

    english, other = f"{site.root_url}/en/blog/category/wood/", f"{site.root_url}/es/blog/categoria/madera/"
    both = {"en": english, "es": other, "x-default": english}
    assert before == [(english, {"en": english, "x-default": english})]
    assert (listed(client), listed(client, "es")) == ([(english, both)], [(other, both)])


def test_list_of_what_not_everyone_may_see_is_in_no_sitemap(client, make_post, make_author):
    PageViewRestriction.objects.create(page=make_post("Members", authors=[make_author()]), restriction_type="login")

    assert "lists" not in client.get("/sitemap.xml").text
    assert client.get("/sitemap-lists-in-en-1.xml").status_code == 404


def test_renamed_author_stands_in_the_sitemap_at_once(client, make_post, make_author):
    author = make_author()
    make_post(authors=[author])
    before = listed(client)[0][0]

    author.handle = "anna"
    author.save()

    assert listed(client)[0][0] == before.replace("/ana/", "/anna/")


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-lists-in-en-1.xml"])
def test_lists_take_as_many_queries_for_many_as_for_one(
    client, make_post, make_author, make_category, file_under, address
):
    counts = []
    for number in (0, 1, 2, 3):
        post = make_post(f"Post {number}", tags=["oak"], authors=[make_author(handle=f"ana-{number}")])
        file_under(post, make_category(slug=f"wood-{number}"))
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))

    assert counts == [counts[0]] * 4


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
