"""Mail from templates: `templates/emails/<name>.txt`, `.html` and `.subject.txt`, in the reader's language.

`send` queues after the current transaction, for a Celery task; `send_now` delivers before it returns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid4, uuid5

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import Site

from stoa.core.models import SiteSettings


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A mail as it goes out; the fields are what `deliver` takes."""

    subject: str
    text: str
    html: str
    to: str
    reply_to: list[str]
    headers: dict[str, str]


class Attachment(NamedTuple):
    """A file that goes along."""

    name: str
    content: bytes
    mimetype: str


def send(name: str, *, to: str, context: dict[str, Any], language: str = "", **envelope: Any) -> None:
    """Render the mail `name` for one recipient now and queue it. `envelope`: see `render`."""
    deliver.delay_on_commit(**vars(render(name, to=to, context=context, language=language, **envelope)))


def send_now(
    name: str,
    *,
    to: str,
    context: dict[str, Any],
    language: str = "",
    attachments: Sequence[Attachment] = (),
    note: Callable[[], object] | None = None,
    **envelope: Any,
) -> None:
    """Hand the mail over before returning, for tasks that note what they have sent. Raises OSError, SMTPException.

    `note` is called at once when the mail server has it, before it is told good-bye: who dies between sends twice.
    """
    _hand_over(render(name, to=to, context=context, language=language, **envelope), attachments, note)


def render(
    name: str,
    *,
    to: str,
    context: dict[str, Any],
    language: str = "",
    reply_to: Sequence[str] = (),
    headers: dict[str, str] | None = None,
) -> Rendered:
    """The mail `name` in `language`; header values never hold a line break. Its Message-ID is new unless given."""
    with translation.override(language or settings.LANGUAGE_CODE):
        facts = context | surroundings(language)
        return Rendered(
            subject=" ".join(render_to_string(f"emails/{name}.subject.txt", facts).split()),
            text=render_to_string(f"emails/{name}.txt", facts),
            html=render_to_string(f"emails/{name}.html", facts),
            to=to,
            reply_to=list(reply_to),
            headers={"Message-ID": message_id(str(uuid4()))} | (headers or {}),
        )


def message_id(about: str) -> str:
    """The same for the same `about`: a mail that is tried again is the same message to whoever got it before."""
    return f"<{uuid5(NAMESPACE_URL, about)}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}>"


def stop_headers(url: str) -> dict[str, str]:
    """One click in the mail program, which posts to `url`, stops such mails: https://www.rfc-editor.org/rfc/rfc8058."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def sender() -> str:
    """Who mails come from: as the settings say, under the site's name where they give none."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or " ".join(site_name().split()), address))


def site_name() -> str:
    """The name of the default site."""
    site = Site.objects.filter(is_default_site=True).first()
    return SiteSettings.for_site(site).site_name if site else settings.WAGTAIL_SITE_NAME


def surroundings(language: str = "") -> dict[str, str]:
    """What every mail template may name: site_name, base_url, language."""
    return {
        "site_name": site_name(),
        "base_url": settings.WAGTAILADMIN_BASE_URL,
        "language": language or settings.LANGUAGE_CODE,
    }


@shared_task(name="stoa.core.mail.deliver", autoretry_for=(OSError,), retry_backoff=True, max_retries=8)
def deliver(subject: str, text: str, html: str, to: str, reply_to: list[str], headers: dict[str, str]) -> None:
    """Hand one mail to the mail server; tried again for some minutes when it is away."""
    _hand_over(Rendered(subject=subject, text=text, html=html, to=to, reply_to=reply_to, headers=headers))


def _hand_over(
    mail: Rendered, attachments: Sequence[Attachment] = (), note: Callable[[], object] | None = None
) -> None:
    message = EmailMultiAlternatives(
        mail.subject, mail.text, sender(), [mail.to], reply_to=mail.reply_to, headers=mail.headers
    )
    for attachment in attachments:
        message.attach(*attachment)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    with get_connection() as server:
        message.connection = server
        message.send()
        if note is not None:
            note()
