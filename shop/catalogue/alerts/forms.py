"""The forms of a wish for a mail."""

from django import forms

from stoa.accounts.fields import AddressField
from stoa.core.form_trap import TrappedForm


class MemberAlertForm(forms.Form):
    """A member is asked nothing."""


class GuestAlertForm(TrappedForm):
    """A guest is asked for an address, to which a link is sent first."""

    trap_salt = "catalogue.alerts"

    email = AddressField()
