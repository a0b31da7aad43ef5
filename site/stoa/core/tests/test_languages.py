import pytest
from django.conf import settings
from wagtail.admin.localization import get_available_admin_time_zones

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cookie", "accepted", "chosen"),
    [
        (None, None, "/en/"),
        (None, "bg,en;q=0.5", "/bg/"),
        (None, "fr,es-MX;q=0.7,en;q=0.5", "/es/"),
        (None, "fr,de", "/en/"),
        ("es", "bg", "/es/"),
        ("xx", "bg", "/bg/"),
    ],
)
def test_i01_root_leads_to_the_best_language(client, cookie, accepted, chosen):
    if cookie:
        client.cookies["django_language"] = cookie

    answer = client.get("/", headers={"Accept-Language": accepted} if accepted else {})

    assert (answer.status_code, answer["Location"]) == (302, chosen)
    assert sorted(answer["Vary"].split(", ")) == ["Accept-Language", "Cookie"]


def test_i01_switch_remembers_the_language(client):
    answer = client.get("/language/", {"to": "bg", "next": "/bg/blog/"})

    assert answer["Location"] == "/bg/blog/"
    assert answer.cookies["django_language"].value == "bg"
    assert client.get("/")["Location"] == "/bg/"


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_i01_switch_stays_on_this_site(client, following):
    assert client.get("/language/", {"to": "es", "next": following})["Location"] == "/"


def test_i01_unknown_language_is_not_remembered(client):
    assert not client.get("/language/", {"to": "xx", "next": "/en/"}).cookies


@pytest.mark.parametrize(
    ("english", "spanish", "bulgarian"),
    [("account/login/", "cuenta/login/", "profil/login/")],
)
def test_i02_words_in_addresses_are_translated(client, english, spanish, bulgarian):
    for language, path in (("en", english), ("es", spanish), ("bg", bulgarian)):
        assert client.get(f"/{language}/{path}").status_code == 200
    assert client.get(f"/en/{spanish}").status_code == 404


def test_admin_offers_only_time_zones_that_have_a_name_everywhere():
    zones = get_available_admin_time_zones()

    assert {"UTC", "Europe/Sofia", settings.TIME_ZONE} <= set(zones)
    assert "localtime" not in zones
