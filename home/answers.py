"""What people send with a form page: kept in the admin, and mailed to those whom the page names."""

from typing import TYPE_CHECKING, Any

from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from stoa.core import limits, mail
from stoa.core.form_trap import TrappedForm

if TYPE_CHECKING:
    from home.models import FormPage

ANSWERS_AN_HOUR = "10/h"
TOO_OFTEN = ngettext_lazy(
    "Too many requests came from your connection in a short time. Wait a minute, then go on.",
    "Too many requests came from your connection in a short time. Wait %(minutes)s minutes, then go on.",
    "minutes",
)


def is_over_limit(request: HttpRequest) -> bool:
    """Count this request; True when its address has sent too much in the last hour."""
    return limits.is_over(request, group="home.form", key="ip", rate=ANSWERS_AN_HOUR)


def may_read(user: Any) -> bool:
    """Whether `user` may read in the admin what people have sent."""
    return bool(user.has_perm("home.read_formpage"))


@transaction.atomic
def take(*, page: "FormPage", form: TrappedForm) -> None:
    """Keep a valid form's answers and mail them; what fell into the trap is dropped without a word."""
    if form.is_trapped:
        return
    page.get_submission_class().objects.create(form_data=form.answers, page=page)
    rows = [(form.fields[name].label, shown(value)) for name, value in form.answers.items()]
    context = {"page": page, "page_url": page.full_url, "subject": page.mail_subject or page.title, "rows": rows}
    for recipient in split_addresses(page.mail_to):
        mail.send(
            "form_answer",
            to=recipient,
            reply_to=reply_addresses(form),
            language=page.locale.language_code,
            context=context,
        )


def split_addresses(text: str) -> list[str]:
    """The addresses in a list with commas; raises ValidationError for one that is none."""
    addresses = [part.strip() for part in text.split(",") if part.strip()]
    for address in addresses:
        validate_email(address)
    return addresses


def reply_addresses(form: TrappedForm) -> list[str]:
    """The first e-mail address that was typed: an answer goes there."""
    typed = [form.answers.get(name) for name, field in form.fields.items() if is_email(field)]
    return [address for address in typed if address][:1]


def is_email(field: Any) -> bool:
    return any(validator is validate_email for validator in field.default_validators)


def shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value if value is not None else "")
