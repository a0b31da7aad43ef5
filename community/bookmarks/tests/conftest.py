import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from PIL import Image

from community.bookmarks import saving
from community.bookmarks.models import Bookmark, State
from community.bookmarks.pictures import store
from community.bookmarks.saving import Details
from community.members.models import MemberSettings
from stoa.accounts.models import User


def drawn(shade=0, size=(400, 300), kind="PNG", **options):
    """The bytes of a picture; those of different shades differ."""
    buffer = io.BytesIO()
    Image.new("RGB", size, (shade % 256, shade // 256, 120)).save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.fixture
def make_member(db):
    """A function that makes a member by handle: make_member("ada", bookmarks="nobody")."""

    def make(handle, *, bookmarks="everybody", **fields):
        user = User.objects.create_user(f"{handle}@example.org", "pw", **({"handle": handle} | fields))
        MemberSettings.objects.create(user=user, bookmarks=bookmarks)
        return user

    return make


@pytest.fixture
def ada(make_member):
    return make_member("ada", display_name="Ada")


@pytest.fixture
def bob(make_member):
    return make_member("bob", display_name="Bob")


@pytest.fixture
def picture(db):
    """A stored picture, in every size."""
    return store(body=drawn(), now=timezone.now())


@pytest.fixture
def make_bookmark(ada, picture):
    """A function that makes a bookmark with its picture: make_bookmark("Title", owner=bob, state=..., saved_at=...)."""

    def make(title="A chair", *, owner=ada, **fields):
        number = Bookmark.objects.count()
        address = {"image_url": f"https://pictures.example/{number}.jpg", "page_url": "https://pages.example/"}
        facts = {"title": title, "state": State.READY} | address | fields
        if facts["state"] == State.READY and facts["image_url"]:
            facts.setdefault("picture", picture)
        return Bookmark.objects.create(owner=owner, **facts)

    return make


@pytest.fixture
def save(ada):
    """A function that saves as a member would: save("https://…/a.jpg", tags=["x"]) answers (bookmark, is_new)."""

    def do(image_url="https://pictures.example/a.jpg", *, owner=ada, now=None, title="A chair", **details):
        facts = Details(title=title, **details)
        return saving.save_bookmark(owner=owner, image_url=image_url, details=facts, now=now or timezone.now())

    return do


class Answer:
    """What the foreign server says at a path: `body` in pieces, headers as they are."""

    def __init__(self, body=b"", status=200, **headers):
        self.body, self.status, self.headers = body, status, headers


@pytest.fixture
def elsewhere(settings):
    """A server of somebody else's: elsewhere.answers["/a.png"] = Answer(...); elsewhere.asked lists the paths."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            httpd.asked.append(self.path)
            answer = httpd.answers.get(self.path) or Answer(status=404)
            if callable(answer):
                return answer(self)
            self.send_response(answer.status)
            for name, value in ({"Content-Length": str(len(answer.body))} | answer.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)
            return None

        def handle(self):
            try:
                super().handle()
            except OSError:
                return

        def log_message(self, *args):
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.answers, httpd.asked = {}, []
    httpd.url = f"http://127.0.0.1:{httpd.server_port}"
    settings.FETCH_TRUSTED_ORIGINS = [httpd.url]
    threading.Thread(target=httpd.serve_forever, args=[0.02], daemon=True).start()
    yield httpd
    httpd.shutdown()
    httpd.server_close()
