"""The moment an account becomes a member's: its address is confirmed, by our mail or by who vouches for it."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from stoa.accounts.models import User
from stoa.accounts.signals import joined
from stoa.core import mail


def note_confirmed_address(*, email_address: EmailAddress, **_facts: Any) -> None:
    """Receives allauth's `email_confirmed`; only the first address of an account makes a member."""
    others = EmailAddress.objects.filter(user_id=email_address.user_id, verified=True).exclude(pk=email_address.pk)
    if not others.exists():
        welcome(user=email_address.user)


def note_sign_up(*, user: User, **_facts: Any) -> None:
    """Receives allauth's `user_signed_up`: an address that Google or its like vouches for needs no mail of ours."""
    if EmailAddress.objects.filter(user=user, verified=True).exists():
        welcome(user=user)


def welcome(*, user: User) -> None:
    """Tell the rooms above, and write to the new member in their language."""
    joined.send(sender=User, user=user)
    language = user.language or settings.LANGUAGE_CODE
    with translation.override(language):
        paths = {"profile_url": reverse("edit_profile"), "security_url": reverse("mfa_index")}
    context = {"name": user.get_full_name()} | {
        name: f"{settings.WAGTAILADMIN_BASE_URL}{path}" for name, path in paths.items()
    }
    mail.send("welcome", to=user.email, language=language, context=context)
