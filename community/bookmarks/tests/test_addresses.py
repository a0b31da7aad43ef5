import pytest
from django.core.exceptions import ValidationError

from community.bookmarks.addresses import is_of_picture, normalised, normalised_page
from stoa.core.fetching import ADDRESS_LENGTH


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org", "https://example.org/"),
        ("  HTTPS://Example.ORG:443/A.jpg#top ", "https://example.org/A.jpg"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("http://example.org./a", "http://example.org/a"),
        ("https://example.org/a/./b/../c.png", "https://example.org/a/c.png"),
        ("https://example.org/../../c.png", "https://example.org/c.png"),
        ("https://example.org/a/..", "https://example.org/"),
        ("https://example.org/a//b/", "https://example.org/a//b/"),
        ("https://example.org/%7euser/%e4.png", "https://example.org/~user/%E4.png"),
        ("https://example.org/ä b.png?q=ж 1&r=%", "https://example.org/%C3%A4%20b.png?q=%D0%B6%201&r=%25"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://[2606:2800:220:1::1]/x", "https://[2606:2800:220:1::1]/x"),
        ("https://exam\nple.org/x", "https://example.org/x"),
        ("https://example.org/a?x=https://b.example/?y", "https://example.org/a?x=https://b.example/?y"),
    ],
)
def test_address_has_one_spelling(address, expected):
    assert normalised(address) == expected
    assert normalised(expected) == expected


def test_page_keeps_its_fragment():
    assert normalised_page("https://Example.org#part ж") == "https://example.org/#part%20%D0%B6"
    assert normalised_page("https://example.org/#" + "x" * ADDRESS_LENGTH) == "https://example.org/"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org/a.jpg",
        "ftp://example.org/a.jpg",
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "file:///etc/passwd",
        "https://",
        "https:///a.jpg",
        "https://user:secret@example.org/",
        "https://user@example.org/",
        "https://exa mple.org/",
        "https://example.org:port/",
        "https://example.org:99999/",
        "https://[bad/",
        "https://a..b/",
        "https://-example.org/",
        "https://<script>/",
        "https://" + "ä" * 80 + ".example/",
        "https://example.org/" + "x" * ADDRESS_LENGTH,
        "https://example.org/" + "ж" * 500,
    ],
)
def test_what_is_no_web_address_is_refused(address):
    with pytest.raises(ValidationError):
        normalised(address)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a.JPG", True),
        ("https://example.org/a.webp?width=3", True),
        ("https://example.org/a.svg", False),
        ("https://example.org/?file=a.jpg", False),
    ],
)
def test_address_of_a_picture_is_known_by_its_ending(address, expected):
    assert is_of_picture(address) is expected
