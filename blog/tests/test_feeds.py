import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from conftest import publish

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
QUERIES = 4
MARCH = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def channel(answer):
    return ElementTree.fromstring(answer.content).find("channel")


def test_b17_rss_holds_full_text_people_filing_and_dates(
    client, site, make_post, make_author, make_category, file_under
):
    body = [("rich_text", '<p>See <a href="/en/blog/other/">the <b>other</b></a>.</p>')]
    post = make_post(
        "Planes & saws", slug="planes", intro="On < planes.", body=body, tags=["steel"], authors=[make_author()],
        published_at=MARCH,
    )  # fmt: skip
    file_under(post, make_category())

    answer = client.get("/en/blog/feed/")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    feed = channel(answer)
    assert feed.find("title").text == "Blog · Stoa"
    assert feed.find("link").text == f"{site.root_url}/en/blog/"
    assert feed.find("language").text == "en"
    assert feed.find(f"{ATOM}link").attrib == {"rel": "self", "href": f"{site.root_url}/en/blog/feed/"}
    item = feed.find("item")
    assert item.find("title").text == "Planes & saws"
    assert item.find("link").text == f"{site.root_url}/en/blog/planes/"
    assert item.find("description").text == "On &lt; planes."
    assert f'<a href="{site.root_url}/en/blog/other/">the <b>other</b></a>' in item.find(CONTENT).text
    assert [name.text for name in item.findall(CREATOR)] == ["Ana Ruiz"]
    assert [category.text for category in item.findall("category")] == ["Wood", "steel"]
    assert item.find("pubDate").text == "Wed, 04 Mar 2026 05:06:07 +0000"
    post.refresh_from_db()
    assert item.find(f"{ATOM}updated").text == post.last_published_at.isoformat()


def test_b17_atom_and_json_say_the_same(client, site, make_post, make_author, picture):
    make_post("Planes", slug="planes", authors=[make_author()], published_at=MARCH, cover=picture, intro="Short.")

    atom = ElementTree.fromstring(client.get("/en/blog/feed/atom/").content)
    feed = json.loads(client.get("/en/blog/feed/json/").content)

    entry = atom.find(f"{ATOM}entry")
    assert atom.find(f"{ATOM}title").text == feed["title"] == "Blog · Stoa"
    assert atom.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == feed["language"] == "en"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{site.root_url}/en/blog/feed/json/"
    assert entry.find(f"{ATOM}published").text == feed["items"][0]["date_published"] == "2026-03-04T05:06:07+00:00"
    assert entry.find(f"{ATOM}id").text == feed["items"][0]["id"]
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Ana Ruiz"
    assert feed["items"][0]["authors"] == [{"name": "Ana Ruiz", "url": f"{site.root_url}/en/blog/author/ana/"}]
    enclosure = next(link for link in entry.findall(f"{ATOM}link") if link.attrib["rel"] == "enclosure")
    assert enclosure.attrib["href"] == feed["items"][0]["image"]
    assert enclosure.attrib["href"].startswith("http://testserver/media/images/plane")
    assert int(enclosure.attrib["length"]) > 100


def test_b17_pictures_of_the_body_have_absolute_addresses(client, site, make_post, picture):
    value = {"image": picture.pk, "alt": "", "caption": "Ours", "decorative": False, "width": "text"}
    post = make_post("Pictured", slug="pictured")
    post.body = json.dumps([{"type": "image", "value": value}])
    publish(post)

    html = channel(client.get("/en/blog/feed/")).find("item").find(CONTENT).text

    assert f'src="{site.root_url}/media/images/plane' in html
    assert "Ours" in html


def test_b17_unchanged_feed_is_304(client, make_post):
    post = make_post("One")
    answer = client.get("/en/blog/feed/")

    by_tag = client.get("/en/blog/feed/", headers={"If-None-Match": answer["ETag"]})
    by_date = client.get("/en/blog/feed/", headers={"If-Modified-Since": answer["Last-Modified"]})
    post.title = "Two"
    publish(post)
    changed = client.get("/en/blog/feed/", headers={"If-None-Match": answer["ETag"]})

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert (by_date.status_code, by_date.content) == (304, b"")
    assert changed.status_code == 200


def test_b17_feed_of_odd_characters_is_well_formed(client, make_post):
    post = make_post("Bell", slug="bell")
    type(post).objects.filter(pk=post.pk).update(title="Bell \x07 \x1b ]]> & <b> 🔔 עברית", intro="\x0b\ufffe")

    titles = [channel(client.get("/en/blog/feed/")).find("item").find("title").text]
    titles.append(
        ElementTree.fromstring(client.get("/en/blog/feed/atom/").content).find(f"{ATOM}entry/{ATOM}title").text
    )

    assert titles == ["Bell   ]]> & <b> 🔔 עברית"] * 2


def test_b17_feed_leaves_out_what_not_everyone_may_see(client, make_post):
    make_post("Open")
    hidden = make_post("Members")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    feed = channel(client.get("/en/blog/feed/"))

    assert [title.text for title in feed.findall("item/title")] == ["Open"]


def test_b11_each_list_has_its_feeds(client, site, make_post, make_author, make_category, file_under):
    post = make_post("Filed", slug="filed", tags=["steel"], authors=[make_author()])
    file_under(post, make_category())
    make_post("Other")

    for path in ("tag/steel", "category/wood", "author/ana"):
        for form in ("", "atom/", "json/"):
            answer = client.get(f"/en/blog/{path}/feed/{form}")
            assert answer.status_code == 200
            assert answer.text.count(f"{site.root_url}/en/blog/filed/") >= 1
            assert "Other" not in answer.text
        assert f'href="{site.root_url}/en/blog/{path}/feed/atom/"' in client.get(f"/en/blog/{path}/").text
    for wrong in ("feed/rss/", "tag/none/feed/", "category/none/feed/", "author/none/feed/", "feed/xml/"):
        assert client.get(f"/en/blog/{wrong}").status_code == 404


def test_i02_feed_in_spanish_has_spanish_words(client, site, make_post, translated, spanish):
    translated(make_post("Wood", slug="wood", tags=["oak"]), spanish, title="Madera", slug="madera")

    feed = channel(client.get("/es/blog/canal/"))

    assert feed.find("language").text == "es"
    assert [item.text for item in feed.findall("item/link")] == [f"{site.root_url}/es/blog/madera/"]
    assert client.get("/es/blog/etiqueta/oak/canal/json/").status_code == 200
    assert client.get("/en/blog/canal/").status_code == 404


def test_empty_blog_has_an_empty_feed(client, blog):
    for form in ("", "atom/", "json/"):
        assert client.get(f"/en/blog/feed/{form}").status_code == 200


def test_feed_takes_as_many_queries_for_three_posts_as_for_one(
    client, make_post, make_author, picture, django_assert_max_num_queries
):
    author = make_author()
    client.get("/en/blog/feed/")  # The first visit of all makes the row of the settings.
    counts = []
    for tag in ("a", "b", "c"):
        make_post(f"Post {tag}", authors=[author], tags=[tag], cover=picture)
        client.get("/en/blog/feed/")
        with django_assert_max_num_queries(QUERIES) as queries:
            client.get("/en/blog/feed/")
        counts.append(len(queries))

    assert counts == [counts[0]] * 3


@pytest.mark.parametrize("path", ["/en/", "/en/account/login/", "/en/no-such-page/"])
def test_every_page_leads_to_the_feed_in_its_footer(client, make_post, path):
    make_post("One")

    footer = client.get(path).text.partition("<footer")[2]

    assert '<a href="/en/blog/feed/" type="application/rss+xml">RSS feed</a>' in footer


def test_home_makes_the_blogs_feeds_known(client, site, make_post):
    make_post("One")

    head = client.get("/en/").text.partition("</head>")[0]

    for kind, word in (("rss+xml", ""), ("atom+xml", "atom/"), ("feed+json", "json/")):
        assert f'<link rel="alternate" type="application/{kind}"' in head
        assert f'href="{site.root_url}/en/blog/feed/{word}"' in head


def test_nothing_leads_to_a_feed_without_posts(client, home, make_post):
    make_post("One").unpublish()

    assert "/feed/" not in client.get("/en/").text
