"""The forms of a wish for a mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stoa.core.form_trap import TrappedForm


class MemberAlertForm(forms.Form):
    """A member is asked nothing."""


class GuestAlertForm(TrappedForm):
    """A guest is asked for an address, to which a link is sent first."""

    trap_salt = "catalogue.alerts"

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
