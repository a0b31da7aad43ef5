import os

import pytest

from scripts.services import redis, temporary_folder
from shop.payments.sandbox.server import running
from shop.payments.sandbox.server.events import Post
from shop.payments.tests.conftest import WEBHOOK
from shop.payments.tests.crashes.mailbox import mailbox
from shop.payments.tests.crashes.programs import Site

#: How often each program is killed: `make crash` says so, and then nothing is hurried.
KILLS = int(os.environ.get("KILLS") or 0)
SECRET = "whsec_crash"


@pytest.fixture
def site(transactional_db, settings):
    """Web, worker and clock are running."""
    settings.PAYMENT_PROVIDERS = ["stripe"]
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = "sk_test_crash", [SECRET]
    with (
        temporary_folder() as folder,
        redis() as redis_url,
        mailbox() as letters,
        running(secret_key="sk_test_crash", post=Post(secret=SECRET), sends_events=False) as stripe,
    ):
        settings.STRIPE_API_BASE, settings.PROTECTED_ROOT = stripe.url, folder / "protected"
        found = Site(folder, redis_url=redis_url, mailbox=letters, stripe=stripe, sweep_seconds=30 if KILLS else 2)
        stripe.post = Post(secret=SECRET, hook=found.url + WEBHOOK)
        try:
            found.start()
            yield found
        finally:
            found.stop()


@pytest.fixture
def tell(request):
    """tell("words"): to whoever runs `make crash`, as they come."""
    plugins = request.config.pluginmanager
    reporter, capture = plugins.get_plugin("terminalreporter"), plugins.get_plugin("capturemanager")

    def say(text):
        if KILLS and reporter:
            with capture.global_and_fixture_disabled():
                reporter.write_line(text)

    return say
