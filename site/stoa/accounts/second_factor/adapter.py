"""How allauth's second factors work here."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stoa.accounts.models import User
from stoa.accounts.second_factor import sealing
from stoa.core import mail


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed in the database; authenticator apps show the name of the site."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return mail.surroundings(get_language() or "")["site_name"]

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}
