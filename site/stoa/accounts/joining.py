"""The moment an account becomes a member's: its address is confirmed, by our mail or by who vouches for it."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from stoa.accounts import sessions
from stoa.accounts.models import User
from stoa.accounts.signals import joined
from stoa.core import mail, sites


def note_confirmed_address(*, request: HttpRequest, email_address: EmailAddress, **_facts: Any) -> None:
    """Receives allauth's `email_confirmed`; only the first address of an account makes a member."""
    others = EmailAddress.objects.filter(user_id=email_address.user_id, verified=True).exclude(pk=email_address.pk)
    if others.exists():
        return
    if _came_by_code(request, email_address):
        shut_out_strangers(request=request, user=email_address.user)
    welcome(user=email_address.user)


def _came_by_code(request: HttpRequest, email_address: EmailAddress) -> bool:
    """Whether a code to log in, mailed to the address, has just confirmed it."""
    records = get_authentication_records(request, email_address.user)
    return bool(records) and (records[-1]["method"], records[-1].get("email")) == ("code", email_address.email)


def shut_out_strangers(*, request: HttpRequest, user: User) -> None:
    """End every way in that was set up before anybody had shown that the address is theirs.

    Whoever reads the mail may not be who signed up with the address and knows the password.
    """
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    sessions.end_others(user=user, current_key=request.session.session_key)
    messages.info(request, _("You came by a code, so the password of the sign-up no longer counts. You can set one."))


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
    context = {"name": user.get_full_name()} | {name: sites.absolute(path) for name, path in paths.items()}
    mail.send("welcome", to=user.email, language=language, context=context)
