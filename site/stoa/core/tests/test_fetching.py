"""Fetching from addresses that people give us."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from stoa.core import fetching
from stoa.core.exceptions import FetchRefused
from stoa.core.fetching import fetch, is_public


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        getattr(self, "answer_" + self.path.strip("/").split("/")[0])()

    def answer_plain(self):
        self.send(200, {"Content-Type": "image/png"}, b"body")

    def answer_large(self):
        self.send(200, {}, b"x" * 2000)

    def answer_missing(self):
        self.send(404, {}, b"")

    def answer_once(self):
        self.send(302, {"Location": "/plain"}, b"")

    def answer_circle(self):
        self.send(302, {"Location": "/circle"}, b"")

    def answer_inside(self):
        self.send(302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b"")

    def answer_file(self):
        self.send(302, {"Location": "file:///etc/passwd"}, b"")

    def answer_zipped(self):
        self.send(200, {"Content-Encoding": "gzip"}, b"x")

    def answer_nowhere(self):
        self.send(302, {"Location": "http://[bad"}, b"")

    def answer_other_port(self):
        self.send(302, {"Location": "http://127.0.0.1:1/"}, b"")

    def answer_liar(self):
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b"short")

    def answer_slow_headers(self):
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def answer_trickle(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def send(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle(self):
        try:
            super().handle()
        except OSError:
            return

    def log_message(self, *args):
        pass


@pytest.fixture
def server(monkeypatch):
    """A server on this machine that counts as public for the length of the test."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    monkeypatch.setattr(fetching, "PORTS", {"http": httpd.server_port, "https": 443})
    monkeypatch.setattr("requests_hardened.ip_filter_adapter.filter_host", lambda host, port, **kwargs: host)
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1" or is_public(address))
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def test_fetch_follows_a_redirect(server):
    fetched = fetch(f"{server}/once")

    assert (fetched.url, fetched.content_type, fetched.body) == (f"{server}/plain", "image/png", b"body")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing", "answers 404"),
        ("circle", "redirects too often"),
        ("inside", "private network"),
        ("file", "begin with http"),
        ("zipped", "compressed body"),
        ("nowhere", "not an address"),
        ("other_port", "port"),
        ("liar", "broke off"),
    ],
)
def test_fetch_refuses(server, path, reason):
    with pytest.raises(FetchRefused, match=reason):
        fetch(f"{server}/{path}")


def test_fetch_bounds_size(server, monkeypatch):
    with pytest.raises(FetchRefused, match="larger"):
        fetch(f"{server}/large", size_limit=1000)


@pytest.mark.parametrize("path", ["trickle", "slow_headers"])
def test_fetch_bounds_time_as_a_whole_and_leaves_nothing_running(server, path):
    started = time.monotonic()

    with pytest.raises(FetchRefused, match="too long"):
        fetch(f"{server}/{path}", seconds=0.3)

    for thread in threading.enumerate():
        if thread.name == "fetch":
            thread.join(2)
    assert time.monotonic() - started < 2


def test_trusted_server_is_asked_wherever_it_is(settings):
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{httpd.server_port}"
    settings.FETCH_TRUSTED_ORIGINS = [origin]

    assert fetch(f"{origin}/once").body == b"body"
    with pytest.raises(FetchRefused, match="open internet"):
        fetch(f"{origin}/inside")
    settings.FETCH_TRUSTED_ORIGINS = [origin[:-1]]
    with pytest.raises(FetchRefused, match="port"):
        fetch(f"{origin}/once")

    httpd.shutdown()
    httpd.server_close()


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/x",
        "file:///etc/passwd",
        "http://example.com:8080/",
        "https://example.com:80/",
        "http://user:secret@example.com/",
        "http://",
        "http://[bad/",
        "http://example.com:port/",
        "not an address",
        "http://example.com/" + "x" * 3000,
    ],
)
def test_fetch_refuses_odd_address(url):
    with pytest.raises(FetchRefused):
        fetch(url)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "[::1]",
        "[::127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "0.0.0.0",
        "2130706433",
        "0x7f.1",
        "017700000001",
        "0300.0250.1.1",
        "127.1",
        "127。0。0。1",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[64:ff9b::a00:1]",
        "[2002:7f00:1::]",
        "[fe80::1%25eth0]",
        "[fec0::1]",
        "100.64.0.1",
        "localhost.",
        "%31%32%37.0.0.1",
    ],
)
def test_fetch_refuses_private_hosts(host):
    with pytest.raises(FetchRefused):
        fetch(f"http://{host}/")


def test_fetch_connects_to_the_address_that_was_checked(monkeypatch):
    """A name that would answer differently the second time is never asked a second time."""
    connected = []

    def connect(address, *args, **kwargs):
        connected.append(address)
        raise OSError

    answer = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))
    monkeypatch.setattr("requests_hardened.ip_filter.socket.getaddrinfo", lambda *args, **kwargs: [answer])
    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)

    with pytest.raises(FetchRefused, match="cannot be reached"):
        fetch("http://rebinding.example/")

    assert connected == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("::10.0.0.1", False),
        ("[::1]", False),
        ("fd00::1", False),
        ("fec0::1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:a00:1::1", False),
        ("2001:0:7f00:1::1", False),
        ("::ffff:0:10.0.0.1", False),
        ("240.0.0.1", False),
        ("100.64.0.1", False),
    ],
)
def test_is_public(address, expected):
    assert is_public(address) is expected
