"""Forms at the entrance: log in, sign up, ask for a code or a new password."""

from typing import Any, ClassVar

from allauth.account import forms as theirs
from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from stoa.accounts import addresses, rate_limits
from stoa.accounts.fields import AddressField
from stoa.accounts.models import User
from stoa.core.form_trap import TrappedForm

_NEW_PASSWORD = {"password1": _("New password"), "password2": _("New password (again)")}
#: How often a sign-up is tried when somebody else takes the handle between looking and saving.
TRIES = 3


class EntranceForm(forms.Form):
    """What we change in all of allauth's forms: no label repeated inside its field, one spelling of addresses."""

    #: Words of our own, by the name of the field.
    labels: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.EmailField):
                self.fields[name] = field = AddressField(required=field.required)
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)

    def full_clean(self) -> None:
        super().full_clean()
        if limit := self.limit():
            rate_limits.explain(self, *limit)

    def limit(self) -> tuple[str, str] | None:
        """Action and key of the limit that may refuse what was sent."""
        return None


class LogInForm(EntranceForm, theirs.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["remember"].label = _("Stay logged in on this device")

    def limit(self) -> tuple[str, str] | None:
        email = getattr(self, "cleaned_data", {}).get("login")
        return (rate_limits.FAILED, rate_limits.key_of_address(context.request, email)) if email else None


class SignUpForm(TrappedForm, EntranceForm, theirs.SignupForm):
    """Name, e-mail address and the password twice. A known address gets the same answer, and its owner a mail."""

    trap_salt = "accounts.signup"

    display_name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("Shown to everybody."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["display_name", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "form_opened": self.stamp()}

    def validate_unique_email(self, value: str) -> str:
        self.account_already_exists = addresses.owner(value) is not None
        return value

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """The new account, or the answer that a known address gets, after as much work; robots get it for nothing."""
        if self.is_trapped:
            return None, get_adapter().respond_email_verification_sent(request, None)
        tries = 0
        while not self.account_already_exists:
            tries += 1
            try:
                with transaction.atomic():
                    return super().try_save(request)
            except IntegrityError:
                if tries == TRIES:
                    raise
                # Somebody was faster, with the address or with the handle.
                self.validate_unique_email(self.cleaned_data["email"])
        make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ResetPasswordForm(EntranceForm, theirs.ResetPasswordForm):
    """Asks for a link to set a new password; only an account's own address gets one for it."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        self.users = _active_owners(email)
        return email


class RequestCodeForm(EntranceForm, theirs.RequestLoginCodeForm):
    """Asks for a code to log in with; only an account's own address gets one for it."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        self._user = next(iter(_active_owners(email)), None)
        return email

    def limit(self) -> tuple[str, str] | None:
        return rate_limits.CODE_ASKED, str(self["email"].value() or "").strip().lower()


def _active_owners(email: str) -> list[User]:
    user = addresses.owner(email)
    return [user] if user and user.is_active else []


class ConfirmCodeForm(EntranceForm, theirs.ConfirmLoginCodeForm):
    """The code from the mail."""


class ChangeAddressForm(EntranceForm, theirs.AddEmailForm):
    """The address that somebody wants to change to."""

    labels = {"email": _("New e-mail address")}


class ChangePasswordForm(EntranceForm, theirs.ChangePasswordForm):
    """The password so far, and the new one twice."""

    labels = {"oldpassword": _("Current password")} | _NEW_PASSWORD


class SetPasswordForm(EntranceForm, theirs.SetPasswordForm):
    """A password for an account that has none."""


class NewPasswordForm(EntranceForm, theirs.ResetPasswordKeyForm):
    """The new password of somebody who came by the link in the mail."""

    labels = _NEW_PASSWORD


class PasswordAgainForm(EntranceForm, theirs.ReauthenticateForm):
    """The password once more, before something that matters."""

    def limit(self) -> tuple[str, str] | None:
        return rate_limits.FAILED, rate_limits.key_of_address(context.request, self.user.email)
