"""The form that asks for an account to be deleted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stoa.accounts.fields import AddressField
from stoa.accounts.models import User


class DeleteAccountForm(forms.Form):
    """What shall become of the content, and the password; who has none types their e-mail address."""

    keeps_content = forms.TypedChoiceField(
        label=_("What I wrote"),
        choices=[
            ("yes", _("Keep it, without my name, so that conversations still make sense")),
            ("no", _("Remove it too")),
        ],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    email = AddressField(label=_("Your e-mail address, to be sure"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        del self.fields["email" if user.has_usable_password() else "password"]

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        return password

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email != self.user.email:
            raise forms.ValidationError(_("This is not the address of your account."))
        return email
