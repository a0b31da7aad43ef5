"""Mail from templates: `templates/emails/<name>.txt`, `.html` and `.subject.txt`, in the reader's language.

`send` queues after the current transaction; a Celery task delivers.
"""

from collections.abc import Sequence
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def send(
    name: str,
    *,
    to: str,
    context: dict[str, Any],
    language: str = "",
    reply_to: Sequence[str] = (),
    headers: dict[str, str] | None = None,
) -> None:
    """Render the mail `name` for one recipient now and queue it; header values never hold a line break."""
    with translation.override(language or settings.LANGUAGE_CODE):
        facts = context | {"base_url": settings.WAGTAILADMIN_BASE_URL, "language": language or settings.LANGUAGE_CODE}
        subject = " ".join(render_to_string(f"emails/{name}.subject.txt", facts).split())
        text = render_to_string(f"emails/{name}.txt", facts)
        html = render_to_string(f"emails/{name}.html", facts)
    deliver.delay_on_commit(subject, text, html, to, list(reply_to), headers or {})


@shared_task(name="stoa.core.mail.deliver", autoretry_for=(OSError,), retry_backoff=True, max_retries=8)
def deliver(subject: str, text: str, html: str, to: str, reply_to: list[str], headers: dict[str, str]) -> None:
    """Hand one mail to the mail server; tried again for some minutes when it is away."""
    message = EmailMultiAlternatives(subject, text, to=[to], reply_to=reply_to, headers=headers)
    message.attach_alternative(html, "text/html")
    message.send()
