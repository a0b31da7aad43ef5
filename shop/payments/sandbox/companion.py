"""The sandbox beside the site, in the one process of `make run`."""

from django.conf import settings

from shop.payments.sandbox.provider import ADDRESS, SandboxProvider
from shop.payments.sandbox.server import Sandbox
from shop.payments.sandbox.server.events import Post


def start() -> None:
    """Listen on 127.0.0.1, and say where; what was paid before the last stop is known."""
    folder = settings.SANDBOX_FOLDER
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    provider = SandboxProvider()
    certificate = settings.DATA_DIR / "https" / "certificate.pem"
    is_tls = settings.WAGTAILADMIN_BASE_URL.startswith("https:") and certificate.exists()
    post = Post(secret=provider.webhook_secrets[0], certificate=str(certificate) if is_tls else "")
    sandbox = Sandbox(secret_key=provider.secret_key, post=post, folder=folder, port=settings.SANDBOX_PORT)
    sandbox.start()
    (folder / ADDRESS).write_text(sandbox.url)
