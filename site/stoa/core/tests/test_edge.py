import pytest

from scripts.console import ROOT
from stoa.core import edge

EDGE = {"edge": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": "http://127.0.0.1:1"}}
ADDRESS = "https://stoa.example/en/blog/"

pytestmark = pytest.mark.shared_cache


@pytest.fixture
def asked(settings, monkeypatch):
    """Addresses that the edge was asked to forget, in turn."""
    settings.WAGTAILFRONTENDCACHE = EDGE
    found = []
    monkeypatch.setattr(edge, "purge_urls_from_cache", found.append)
    yield found
    edge.purge({"page:1", "posts:1"})


def test_o03_purge_of_a_tag_asks_for_every_address_that_shows_it(asked):
    edge.remember(ADDRESS, {"page:1", "posts:1"})
    edge.remember("https://stoa.example/en/", {"posts:1"})

    edge.purge({"page:1"})

    # Once at once, and once when every process has heard of it.
    assert asked == [[ADDRESS], [ADDRESS]]


def test_o03_addresses_are_shared_by_all_processes_where_there_is_redis(settings):
    settings.CACHES = {
        "default": {"BACKEND": "stoa.core.redis_cache.FailOpenRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }

    assert edge._redis() is not None


def test_o03_nothing_is_remembered_without_an_edge(settings, asked):
    del settings.WAGTAILFRONTENDCACHE

    edge.remember(ADDRESS, {"page:1"})
    edge.purge({"page:1"})

    assert asked == []


def test_o07_nginx_keeps_one_copy_of_a_page_so_that_a_purge_finds_it():
    site, whole = ((ROOT / "deploy" / name).read_text() for name in ("nginx-site.conf", "nginx.conf"))

    # Tried with Debian's nginx: of copies by Accept-Encoding a purge took one at most.
    for line in ("proxy_ignore_headers Vary;", "proxy_set_header Accept-Encoding gzip;", "gunzip on;"):
        assert line in site
    assert "proxy_no_cache $varies;" in site
    assert "map $upstream_http_vary $varies" in whole
