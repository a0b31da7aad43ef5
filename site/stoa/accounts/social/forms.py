"""What a provider did not tell about a new member."""

from allauth.socialaccount.forms import SignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from stoa.accounts import addresses
from stoa.accounts.forms import EntranceForm


class SocialSignUpForm(EntranceForm, SignupForm):
    """Name and e-mail address, when the provider kept them to itself."""

    display_name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("Shown to everybody."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["display_name", "email"]

    def validate_unique_email(self, value: str) -> str:
        self.account_already_exists = addresses.owner(value) is not None
        return value
