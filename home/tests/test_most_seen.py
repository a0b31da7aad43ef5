"""The section of the home page that shows what is read most."""

from django.utils import timezone

from community.reactions import counting
from conftest import publish
from stoa.core import things


def show_section(home, count=3):
    home.sections = [("most_seen", {"title": "Most read", "count": count, "days": 30})]
    return publish(home)


def test_c14_home_shows_what_is_read_most_in_order(client, home, make_post):
    posts = [make_post(f"Post {number}") for number in range(5)]
    counting.add([(timezone.now().date(), "post", things.key_of(post), place + 1) for place, post in enumerate(posts)])
    show_section(home)

    page = client.get("/en/").content.decode()

    places = [page.index(f"Post {number}<") for number in (4, 3, 2)]
    assert places == sorted(places)
    assert "Post 1<" not in page


def test_section_without_a_reader_yet_is_left_out(client, home):
    show_section(home)

    assert "Most read" not in client.get("/en/").content.decode()


def test_dashboard_names_what_is_read_most(client, admin_client, make_post):
    counting.add([(timezone.now().date(), "post", things.key_of(make_post("Planes")), 3)])

    assert "Planes</a> (3)" in admin_client.get("/admin/").content.decode()
