"""The section of the home page that shows what is read most."""

from django.utils import timezone
from wagtail.models import Locale

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


def test_what_is_not_in_the_readers_language_is_left_out(client, home, make_post):
    post = make_post("Planes")
    counting.add([(timezone.now().date(), "post", things.key_of(post), 3)])
    show_section(home)
    spanish = home.copy_for_translation(locale=Locale.objects.get(language_code="es"))
    show_section(spanish)

    pages = [client.get(address).content.decode() for address in ("/en/", "/es/")]

    assert ["Most read" in page for page in pages] == [True, False]


def test_section_without_a_reader_yet_is_left_out(client, home):
    show_section(home)

    assert "Most read" not in client.get("/en/").content.decode()


def test_dashboard_names_what_is_read_most(client, admin_client, make_post):
    counting.add([(timezone.now().date(), "post", things.key_of(make_post("Planes")), 3)])

    assert "Planes</a> (3)" in admin_client.get("/admin/").content.decode()
