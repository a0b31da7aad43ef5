"""A walk over the public pages of the demo: no cookie, no token, no name, whoever asks."""

import re
from collections import Counter
from functools import cache, partial
from urllib.parse import unquote, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, reverse
from django.utils import translation

from blog.feeds import FORMS
from blog.models import BlogIndexPage
from stoa.accounts.models import User
from stoa.demo.loading.publication import read_publication
from stoa.demo.tests.conftest import NOW

pytestmark = pytest.mark.once

MACHINES = ["/sitemap.xml", "/robots.txt"]
#: The field may be there, empty: a script fills it when somebody begins to type.
TOKEN = re.compile('name="csrfmiddlewaretoken" value="[^"]+"')
#: Of each kind of list, and of each of its feeds, in each language.
ENOUGH = 2
LISTS = ("all_posts", "tag", "category", "author", "year", "month")
FEEDS = ("feed", "tag_feed", "category_feed", "author_feed")
KINDS = {(route, "") for route in LISTS} | {(route, form) for route in FEEDS for form in FORMS}


@pytest.fixture
def visitors(reader):
    """Nobody in particular, a member and an administrator."""
    emails = [account["email"] for account in read_publication().accounts]
    users = User.objects.filter(email__in=emails).order_by("is_superuser", "pk")
    member, administrator = Client(), Client()
    member.force_login(users.first())
    administrator.force_login(users.last())
    return [reader, member, administrator]


@pytest.fixture
def blogs(reader):
    """The blog of each language."""
    return list(BlogIndexPage.objects.live().select_related("locale"))


def paths_in(answer, pattern):
    """The paths that an answer names, each once, in order."""
    return list(dict.fromkeys(urlsplit(found).path for found in re.findall(pattern, answer.text)))


def pages_of(read):
    """The parts of the sitemap and the pages they list."""
    parts = paths_in(read("/sitemap.xml"), "<loc>([^<]+)</loc>")
    return parts + [path for part in parts for path in paths_in(read(part), "<loc>([^<]+)</loc>")]


def kind_of(blogs, path):
    """(language, route, form of the feed) of a list or feed; None for anything else."""
    for blog in blogs:
        if not path.startswith(blog.url):
            continue
        with translation.override(blog.locale.language_code):
            try:
                route = blog.resolve_subpage(unquote(path[len(blog.url) - 1 :]))
            except Resolver404:
                return None
        kind = route.url_name, route.kwargs.get("form", "")
        return (blog.locale.language_code, *kind) if kind in KINDS else None
    return None


def lists_and_feeds(read, blogs, pages):
    """{address: kind} of what the pages lead to, and these in turn: at most two of a kind."""
    kind_at = cache(partial(kind_of, blogs))
    # The archive beside the lists leads to months only.
    years = [blog.path_of("year", year=NOW.year) for blog in blogs]
    found = {path: kind_at(path) for path in [*years, *(blog.url for blog in blogs)]}
    seen = Counter(found.values())
    for place in (places := [*pages, *years]):
        for path in paths_in(read(place), 'href="([^"#?]+)"'):
            kind = kind_at(path)
            if kind and path not in found and seen[kind] < ENOUGH:
                found[path] = kind
                seen[kind] += 1
                places.append(path)
    return found


def test_every_public_page_is_the_same_for_everyone(visitors, blogs):
    reads = [cache(visitor.get) for visitor in visitors]
    pages = pages_of(reads[0])
    lists = lists_and_feeds(reads[0], blogs, pages)
    addresses = [*MACHINES, *pages, *lists, f"{blogs[0].url}?page=2"]

    wrong = {}
    for address in dict.fromkeys(addresses):
        answers = [read(address) for read in reads]
        differences = [what for answer in answers if (what := personal(answer))]
        if len({answer.content for answer in answers}) > 1:
            differences.append("differs between visitors")
        if differences:
            wrong[address] = differences

    assert wrong == {}
    assert set(lists.values()) == {(blog.locale.language_code, *kind) for blog in blogs for kind in KINDS}
    assert len(blogs) == 3
    assert {"/en/about/", "/en/contact/", "/en/imprint/"} <= set(pages)


def personal(answer):
    """What makes an answer one person's; "" for a public one."""
    signs = {
        f"status {answer.status_code}": answer.status_code != 200,
        "a cookie": bool(answer.cookies),
        "varies by cookie": "cookie" in answer.get("Vary", "").lower(),
        "a token": bool(TOKEN.search(answer.text)),
        "not public": not answer.get("Cache-Control", "").startswith("public"),
    }
    return ", ".join(sign for sign, is_so in signs.items() if is_so)


@pytest.mark.parametrize("language", ["en", "es", "bg"])
def test_header_and_footer_lead_to_pages_in_their_language(reader, language):
    home = reader.get(f"/{language}/").text
    frame = home.partition("<header")[2].partition("</header>")[0] + home.partition("<footer")[2]
    paths = {path for path in re.findall('href="(/[^"#?]*)"', frame) if path.startswith(f"/{language}/")}

    assert {path: status for path in paths if (status := reader.get(path).status_code) != 200} == {}
    with translation.override(language):
        assert {reverse(name) for name in ("people", "bookmarks:all", "activity")} < paths
