"""What stands around every page: the announcement and the links to the site elsewhere."""

import re

import pytest

from stoa.core.models import SiteSettings, SiteText

pytestmark = pytest.mark.django_db


@pytest.fixture
def say(english):
    """say(**texts): what the site says in English."""

    def write(**texts):
        SiteText.objects.update_or_create(locale=english, defaults=texts)

    return write


def announcement(client, address="/en/"):
    found = re.search('<aside class="announcement"[^>]*>(.*?)</aside>', client.get(address).text, re.DOTALL)
    return found and found[1].strip()


def test_no_announcement_is_no_bar(client, home, say):
    say(announcement="")

    assert announcement(client) is None


def test_announcement_stands_above_every_page_as_text(client, make_post, say):
    make_post("A post", slug="a-post")
    say(announcement="Closed <b>today</b>")

    assert announcement(client) == "Closed &lt;b&gt;today&lt;/b&gt;"
    assert announcement(client, "/en/blog/a-post/") == "Closed &lt;b&gt;today&lt;/b&gt;"


def test_announcement_leads_where_the_editor_says(client, home, say):
    say(announcement="Read on", announcement_url="/en/blog/?a=1&b=2")

    assert announcement(client) == '<a href="/en/blog/?a=1&amp;b=2">Read on</a>'


def test_social_links_stand_below_every_page_in_their_order(client, make_post, site):
    make_post("A post", slug="a-post")
    row = SiteSettings.for_site(site)
    links = [("Mastodon", "https://social.example/@quire"), ("Code <3", "https://code.example/?a=1&b=2")]
    row.social_links = [("link", {"name": name, "url": url}) for name, url in links]
    row.save()

    for address in ("/en/", "/en/blog/a-post/"):
        assert re.findall('<a href="([^"]*)" rel="me noopener">(.*?)</a>', client.get(address).text) == [
            ("https://social.example/@quire", "Mastodon"),
            ("https://code.example/?a=1&amp;b=2", "Code &lt;3"),
        ]
