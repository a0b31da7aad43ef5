"""`make run-https`: the demo over TLS, on a machine without any program to make certificates."""

import http.client
import ssl
from urllib.parse import urlsplit

import pytest

from tests.e2e.running import running_site


@pytest.fixture(scope="module")
def site():
    with running_site("https://localhost", PATH="/nowhere") as running:
        yield running


def get(site, path, *, trusted=True):
    """The answer to a visitor who trusts the site's own certificate, or nobody but the usual authorities."""
    context = ssl.create_default_context(cafile=site.folder / "https" / "certificate.pem" if trusted else None)
    parts = urlsplit(site.url)
    connection = http.client.HTTPSConnection(parts.hostname, parts.port, context=context, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def test_c17_pages_come_over_tls_and_name_https_addresses(site):
    answer, text = get(site, "/en/blog/")

    assert answer.status == 200
    assert f'<link rel="canonical" href="{site.url}/en/blog/">' in text
    assert "http://localhost" not in text


def test_c17_cookies_are_secure_over_tls(site):
    answer, _text = get(site, "/en/account/login/")

    cookies = answer.headers.get_all("Set-Cookie")
    assert answer.status == 200
    assert cookies != []
    assert all("; Secure" in cookie for cookie in cookies)


def test_c17_nobody_is_made_to_trust_the_certificate(site):
    with pytest.raises(ssl.SSLCertVerificationError):
        get(site, "/healthz", trusted=False)


def test_c17_plain_http_at_the_same_port_gets_no_page(site):
    connection = http.client.HTTPConnection("localhost", urlsplit(site.url).port, timeout=20)
    connection.request("GET", "/healthz")

    with pytest.raises((http.client.HTTPException, OSError)):
        connection.getresponse()
    connection.close()
