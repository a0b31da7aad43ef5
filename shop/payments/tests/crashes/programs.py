"""The programs of a site as production runs them, for a test that kills them."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from redis import Redis

from scripts.console import ROOT
from scripts.services import free_port
from scripts.suite import clean_environment

#: For a program to be ready, on a machine that has much else to do.
SECONDS = 120
#: Ends the program with the test that started it, however that ends (PR_SET_PDEATHSIG of prctl(2)).
MORTAL = "import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 9); os.execv(sys.argv[1], sys.argv[1:])"
SIGN_OF_LIFE = "*worker-heartbeat"


def wait_until(is_so, seconds=SECONDS, every=0.02):
    """How many seconds it took."""
    started = time.monotonic()
    while not is_so():
        assert time.monotonic() - started < seconds, f"not within {seconds} seconds"
        time.sleep(every)
    return time.monotonic() - started


@dataclass
class Program:
    """One of them, with all the processes it has."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen | None = field(default=None, init=False)

    def start(self):
        assert self.process is None
        command = [sys.executable, "-c", MORTAL, sys.executable, *self.command]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self):
        """All at once, as when the power goes."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    @property
    def runs(self):
        return self.process is not None and self.process.poll() is None


class Site:
    """Web, worker and clock, with what they share: the test's database, a Redis, a mail server, a Stripe."""

    def __init__(self, folder, *, redis_url, mailbox, stripe, sweep_seconds):
        port = free_port()
        self.url, self.mailbox, self.stripe = f"http://127.0.0.1:{port}", mailbox, stripe
        self.redis = Redis.from_url(redis_url)
        environment = clean_environment() | {
            "DJANGO_SETTINGS_MODULE": "shop.payments.tests.crashes.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
            "SECRET_KEY": "of a site that is going to be killed, and long enough for one",
            "ALLOWED_HOSTS": "127.0.0.1",
            "BASE_URL": self.url,
            "HTTPS": "off",
            "DATABASE_URL": database_url(),
            "REDIS_URL": redis_url,
            "EMAIL_URL": mailbox.url,
            "DEFAULT_FROM_EMAIL": "shop@example.com",
            "STOA_DATA_DIR": str(folder),
            "PAYMENT_PROVIDERS": "stripe",
            "STRIPE_SECRET_KEY": settings.STRIPE_SECRET_KEY,
            "STRIPE_WEBHOOK_SECRETS": ",".join(settings.STRIPE_WEBHOOK_SECRETS),
            "STRIPE_API_BASE": stripe.url,
            "SWEEP_SECONDS": str(sweep_seconds),
            "WEB_BIND": f"127.0.0.1:{port}",
            "WEB_WORKERS": "1",
        }

        def program(name, *command):
            return Program(["-m", *command], environment, folder / f"{name}.log")

        celery = ["celery", "--app", "stoa.celery"]
        self.web = program("web", "gunicorn", "--config", "deploy/gunicorn.conf.py", "stoa.wsgi")
        # Without a second in which it looks for others.
        self.worker = program(
            "worker", *celery, "worker", "--loglevel=WARNING", "--concurrency=1", "--without-mingle", "--without-gossip"
        )
        self.clock = program("clock", *celery, "beat", "--loglevel=WARNING", f"--schedule={folder}/beat", "--pidfile=")

    def start(self):
        """What does not run, until it is ready."""
        if not self.worker.runs:
            self.redis.delete(*self.redis.keys(SIGN_OF_LIFE) or ["none"])
        for program in (self.worker, self.web, self.clock):
            if not program.runs:
                program.start()
        wait_until(lambda: self._is_alive(self.worker) and self.redis.keys(SIGN_OF_LIFE))
        wait_until(lambda: self._is_alive(self.web) and self._answers())

    def stop(self):
        for program in (self.clock, self.web, self.worker):
            program.kill()
        self.redis.close()

    def _is_alive(self, program):
        assert program.runs, program.log.read_text()[-2000:]
        return True

    def _answers(self):
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{self.url}/healthz", timeout=5):
                return True
        except OSError:
            return False


def database_url():
    """Of the test's own database."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
