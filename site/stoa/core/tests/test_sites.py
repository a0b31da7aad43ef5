import pytest

from stoa.core import sites


@pytest.fixture
def production(settings, site):
    settings.DEVELOPMENT = False
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org"
    return site


@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        ("https://www.example.org", ("www.example.org", 443)),
        ("http://www.example.org/", ("www.example.org", 80)),
        ("https://www.example.org:8443", ("www.example.org", 8443)),
    ],
)
def test_new_site_takes_its_name_from_the_base_address(production, settings, base_url, expected):
    settings.WAGTAILADMIN_BASE_URL = base_url

    sites.name_first_site()

    production.refresh_from_db()
    assert (production.hostname, production.port) == expected


def test_site_that_has_a_name_keeps_it(production):
    production.hostname = "stoa.example"
    production.save()

    sites.name_first_site()

    production.refresh_from_db()
    assert production.hostname == "stoa.example"


def test_development_is_where_its_server_says(production, settings):
    settings.DEVELOPMENT = True

    sites.name_first_site()

    production.refresh_from_db()
    assert production.hostname == "localhost"


@pytest.mark.parametrize(
    ("root_url", "expected"),
    [
        ("http://localhost:8443", "https://localhost:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://other.example", "https://other.example"),
    ],
)
def test_addresses_have_the_scheme_of_the_base_address(settings, root_url, expected):
    settings.WAGTAILADMIN_BASE_URL = "https://localhost:8443"

    assert sites.with_scheme(root_url) == expected
