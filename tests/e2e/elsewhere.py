"""A site of somebody else's, on a port of its own: pages with pictures, one of them under a strict policy."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle

from PIL import Image

SIZES = {"large": (640, 480), "tall": (250, 400), "narrow": (249, 400), "small": (100, 100), "slow": (500, 300)}
STRICT = (
    "default-src 'none'; script-src 'none'; style-src 'none'; img-src 'self'; connect-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta name="description" content="What a joint can hold."></head><body><h1>{title}</h1>{pictures}</body></html>"""


class Elsewhere:
    """`url` of the site; Stoa's own requests for /slow.png wait until `release()`, those of browsers do not."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._is_released = threading.Event()

    def release(self) -> None:
        self._is_released.set()

    def wait(self) -> None:
        self._is_released.wait(9)


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    httpd = _Server(("127.0.0.1", 0), _Handler)
    httpd.site = Elsewhere(f"http://127.0.0.1:{httpd.server_port}")
    threading.Thread(target=httpd.serve_forever, args=[0.05], daemon=True).start()
    yield httpd.site
    httpd.shutdown()
    httpd.server_close()


class _Server(ThreadingHTTPServer):
    site: Elsewhere


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        name = self.path.strip("/").partition(".")[0]
        if name in SIZES:
            if name == "slow" and self.headers["User-Agent"] == "Stoa":
                self.server.site.wait()
            self._answer("image/png", _drawn(name))
        elif name == "favicon":
            self._answer("image/png", _drawn("small"))
        elif name in ("joints", "strict"):
            policy = {"Content-Security-Policy": STRICT} if name == "strict" else {}
            self._answer("text/html; charset=utf-8", _page(name).encode(), **policy)
        else:
            self.send_error(404)

    def _answer(self, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(200)
        for header, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


def _page(name: str) -> str:
    pictures = "".join(f'<img src="/{one}.png" alt="A {one} joint">' for one in SIZES)
    return PAGE.format(title=f"Dovetails, {name}", pictures=pictures)


def _drawn(name: str) -> bytes:
    """Each picture of its own colours, so that none is the same as another."""
    picture = Image.new("RGB", SIZES[name], "white")
    shades = cycle(range(40, 250, 30 + len(name)))
    for left in range(0, picture.width, 20):
        picture.paste((next(shades), 90, 60), (left, 0, left + 10, picture.height))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
