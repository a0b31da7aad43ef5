"""The form that shares a post by mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stoa.accounts.fields import AddressField


class ShareForm(forms.Form):
    """One recipient and a few words; the sender is the member who is logged in."""

    name = forms.CharField(label=_("Your name"), disabled=True, required=False)
    email = forms.CharField(label=_("Your e-mail address"), disabled=True, required=False)
    recipient = AddressField(label=_("Recipient's e-mail address"), widget=forms.EmailInput)
    comment = forms.CharField(
        label=_("A few words"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: Any = None, *, user: Any, **kwargs: Any) -> None:
        super().__init__(data, initial={"name": user.get_full_name(), "email": user.email}, **kwargs)
