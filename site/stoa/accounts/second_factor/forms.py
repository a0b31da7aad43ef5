"""Forms of second factors: each code opens once, and a passkey may log in without a password."""

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from stoa.accounts import rate_limits
from stoa.accounts.forms import EntranceForm
from stoa.accounts.models import User

NAME_LENGTH = 60
#: What comes of an answer that no browser gives; allauth and fido2 let it through.
_NONSENSE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


class _CodeForm(EntranceForm):
    """A code that has opened once opens no more, for as long as an app might show it."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}

    def limit(self) -> tuple[str, str] | None:
        return rate_limits.FAILED, rate_limits.key_of_codes(self.user.pk)

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # allauth's form has it
        seconds = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"accounts:code:{self.user.pk}:{normalize_user_code(code)}", "used", seconds):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_CodeForm, base.AuthenticateForm):
    """At log-in, after the password: a code from the app or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the app, or a recovery code")


class ReauthenticateForm(_CodeForm, base.ReauthenticateForm):
    """Before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the app, or a recovery code")


class ActivateAppForm(_CodeForm, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")


class CredentialField(forms.JSONField):
    """What the browser's passkey said; lists within lists without end are no JSON that we read."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return None


class _PasskeyForm(EntranceForm):
    """The answer of a passkey, refused kindly when it is nonsense."""

    credential = CredentialField(widget=forms.HiddenInput)

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # allauth's form has it
        except _NONSENSE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class LogInByPasskeyForm(_PasskeyForm, webauthn.LoginWebAuthnForm):
    """Instead of a password."""


class AuthenticateByPasskeyForm(_PasskeyForm, webauthn.AuthenticateWebAuthnForm):
    """At log-in, after the password."""


class ReauthenticateByPasskeyForm(_PasskeyForm, webauthn.ReauthenticateWebAuthnForm):
    """Before something that matters."""


class AddPasskeyForm(EntranceForm, webauthn.AddWebAuthnForm):
    """A new passkey with a name, made by the browser."""

    credential = CredentialField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Name"), max_length=NAME_LENGTH, required=False, help_text=_("To tell your passkeys apart.")
        )
        self.fields["passwordless"] = forms.BooleanField(
            label=_("Log in with it alone, without a password"),
            help_text=_("The device asks for your fingerprint, face or PIN."),
            required=False,
            initial=True,
        )

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean() or {}
        except _NONSENSE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class RenamePasskeyForm(EntranceForm, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
