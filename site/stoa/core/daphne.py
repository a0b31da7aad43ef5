"""Daphne, with Twisted's own form parser turned off.

Daphne 4.2 with Twisted 26.10 answers a bare 400 to an empty multipart POST (Wagtail's editing ping sends one) and
parses whole uploads in memory on the event loop. Django reads the body anyway, so Twisted need not.
"""

from typing import Any

from daphne.http_protocol import WebRequest
from daphne.server import Server
from django.conf import settings
from django.utils.module_loading import import_string
from twisted.internet.endpoints import quoteStringArgument

from stoa.core import companions
from stoa.core.certificates import Certificate


def leave_forms_to_django() -> None:
    """Make every new request skip Twisted's form parser; the private name is guarded by a test."""
    original = WebRequest.__init__
    if getattr(original, "leaves_forms", False):
        return

    def initialise(self: WebRequest, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self._parsePOSTFormSubmission = False

    initialise.leaves_forms = True  # type: ignore[attr-defined]  # a mark that this has been done
    WebRequest.__init__ = initialise


def serve(*, host: str, port: int, certificate: Certificate | None = None) -> None:
    """Serve until stopped, over TLS with a certificate.

    Starts what stands beside the site, and the embedded worker when tasks have no broker.
    """
    leave_forms_to_django()
    application = import_string("stoa.asgi.application")
    if settings.CELERY_BROKER_URL == "memory://":
        import_string("stoa.celery.start_embedded_worker")()
    companions.start_all()
    address = f"{'https' if certificate else 'http'}://{host}:{port}/"
    Server(
        application=application,
        endpoints=[_endpoint(host, port, certificate)],
        server_name="stoa",
        ready_callable=lambda: print(f"Listening on {address}", flush=True),  # noqa: T201 -- read by make run
    ).run()


def _endpoint(host: str, port: int, certificate: Certificate | None) -> str:
    """Where to listen, in Twisted's words."""
    if certificate is None:
        return f"tcp:port={port}:interface={quoteStringArgument(host)}"
    key, shown = (quoteStringArgument(str(file)) for file in (certificate.key, certificate.shown))
    return f"ssl:port={port}:interface={quoteStringArgument(host)}:privateKey={key}:certKey={shown}"
