"""A whole Stoa for the browser journeys: its own folder, the demo inside, a real server process."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.console import ROOT, start, stop
from scripts.run import wait_until_up
from scripts.services import free_port, temporary_folder
from scripts.suite import clean_environment
from tests.e2e.letters import text_of

SEEDS = ROOT / "var" / "e2e"
SOURCES = ("*.py", "*.html", "*.po", "*.json", "*.css", "*.js")
FOLDERS = ("site", "home", "search", "blog", "courses", "shop", "community", "chat", "templates", "locale")


@dataclass(frozen=True)
class RunningSite:
    """A running Stoa; `mail` is the folder that its letters land in, `log` is what the server says."""

    url: str
    folder: Path
    mail: Path
    log: Path

    def letters(self, *, to: str, holding: str = "", seconds: float = 10) -> list[str]:
        """Return the letters to an address that hold a pattern, oldest first, waiting for the first of them.

        Letters go out beside the requests: without a pattern the newest may be an earlier one.
        """
        deadline = time.monotonic() + seconds
        while True:
            files = sorted(self.mail.glob("*"), key=lambda file: file.stat().st_mtime)
            theirs = [text for text in (file.read_text() for file in files) if f"To: {to}" in text]
            found = [text for text in theirs if re.search(holding, text_of(text), re.MULTILINE)]
            if found or time.monotonic() > deadline:
                return found
            time.sleep(0.2)

    def make_members(self, *names: str, password: str) -> None:
        """Members called by these names, with confirmed addresses like ada@example.org."""
        self.run(_MAKE_MEMBERS.format(names=names, password=password))

    def make_products(self, *titles: str) -> None:
        """Products called by these titles on sale, in the shop "Market"."""
        self.run(_MAKE_PRODUCTS.format(titles=titles))

    def run(self, code: str) -> None:
        """Do with Python what no page of the site does."""
        _manage(self.folder, "shell", "--verbosity=0", "--command", code)


_MAKE_PRODUCTS = """
from decimal import Decimal
from django.utils.text import slugify
from home.models import HomePage
from shop.catalogue.models import ProductPage, ShopIndexPage
home = HomePage.objects.get(locale__language_code="en")
shop = ShopIndexPage.objects.child_of(home).filter(slug="market").first()
if shop is None:
    shop = home.add_child(instance=ShopIndexPage(title="Market", slug="market", live=False))
    shop.save_revision().publish()
for title in {titles!r}:
    facts = {{"sku": "E2E-" + slugify(title), "price": Decimal("12.50"), "opening_stock": 5, "weight": 200}}
    page = shop.add_child(instance=ProductPage(title=title, slug=slugify(title), live=False, **facts))
    page.save_revision().publish()
"""
#: Before a server is there: it keeps what it has read of them.
_MAKE_TWO_WAYS_OF_DELIVERY = """
from decimal import Decimal
from shop.orders.models import ShippingMethod
ShippingMethod.objects.all().delete()
for name, price in (("Parcel", 4), ("Messenger", 9)):
    method = ShippingMethod(name=name, countries=["BG", "ES"])
    method.bands.create(price=Decimal(price))
    method.save()
"""
_MAKE_MEMBERS = """
from stoa.accounts.models import User
for name in {names!r}:
    facts = {{"display_name": name.title(), "handle": name, "language": "en"}}
    User.objects.create_user(name + "@example.org", password={password!r}, **facts).vouch_for_address()
"""


@contextmanager
def running_site(address: str = "http://127.0.0.1", **variables: str) -> Iterator[RunningSite]:
    """Serve the demo at a free port of `address`, with further variables of the environment."""
    with temporary_folder() as folder:
        shutil.copytree(_seed(), folder / "data")
        mail = folder / "mail"
        mail.mkdir()
        port = free_port()
        url = f"{address}:{port}"
        environment = _environment(folder / "data") | {"BASE_URL": url, "EMAIL_URL": f"filemail:///{mail}"} | variables
        options = ["--https"] if url.startswith("https:") else []
        command = [sys.executable, "manage.py", "serve", "--port", str(port), *options]
        with (folder / "server.log").open("wb") as log:
            process = start(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_up(process, url, certificate=folder / "data" / "https" / "certificate.pem")
            yield RunningSite(url=url, folder=folder / "data", mail=mail, log=folder / "server.log")
        finally:
            stop(process)


def _environment(data: Path) -> dict[str, str]:
    return clean_environment() | {"STOA_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "stoa.settings.dev"}


def _seed() -> Path:
    """Return a folder with a migrated database and the demo, with two ways of delivery; made anew when any source has
    changed.

    Of several that run at once one makes it, and the others wait.
    """
    seed = SEEDS / _digest()
    SEEDS.parent.mkdir(parents=True, exist_ok=True)
    with SEEDS.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not seed.exists():
            shutil.rmtree(SEEDS, ignore_errors=True)
            making = SEEDS / f"making-{os.getpid()}"
            _manage(making, "load_demo", "--migrate")
            _manage(making, "shell", "--verbosity=0", "--command", _MAKE_TWO_WAYS_OF_DELIVERY)
            making.rename(seed)
    return seed


def _manage(data: Path, *arguments: str) -> None:
    data.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=_environment(data), capture_output=True, text=True)
    assert done.returncode == 0, f"{arguments[0]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"


def _digest() -> str:
    digest = hashlib.sha256()
    for folder in FOLDERS:
        for pattern in SOURCES:
            for file in sorted((ROOT / folder).rglob(pattern)):
                if "tests" not in file.parts:
                    digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def fetch(address: str) -> tuple[int, str]:
    """Fetch an address of the running site without a browser; the status and the text."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(address, timeout=20) as response:
        return response.status, response.read().decode()


if __name__ == "__main__":
    _seed()
