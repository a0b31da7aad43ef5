"""The form field for an e-mail address, everywhere on the site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stoa.accounts import addresses


class AddressField(forms.EmailField):
    """An e-mail address in any spelling; its value is the normalised one, which is no longer than what we keep."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("E-mail address"))
        kwargs.setdefault("max_length", addresses.MAX_LENGTH)
        kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Before it is checked: some letters become longer when they are made small."""
        return addresses.normalised(str(super().to_python(value) or ""))
