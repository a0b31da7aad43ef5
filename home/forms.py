"""Forms of form pages: the editors' fields, and a trap for robots."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

SECONDS_TO_TYPE = 2
SECONDS_OPEN = 2 * 24 * 60 * 60
_signer = signing.TimestampSigner(salt="home.form")


def stamp() -> str:
    """A signed "now": the moment when somebody began to fill in a form."""
    return _signer.sign("form")


class TrappedForm(forms.Form):
    """`form_homepage` is a field that people do not see; `form_opened` says, signed, when they began to type."""

    form_opened = forms.CharField(required=False, widget=forms.HiddenInput)
    form_homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    TRAP_FIELDS = ("form_opened", "form_homepage")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_time(cleaned.get("form_opened", ""))
        return cleaned

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("form_homepage"))

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that people fill in."""
        return [field for field in self.visible_fields() if field.name != "form_homepage"]

    @property
    def answers(self) -> dict[str, Any]:
        """What was typed, by field name, without the trap."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.TRAP_FIELDS}

    def _check_time(self, opened: str) -> None:
        """A form sent faster than people type, too old, or not opened here, is shown again with what was typed."""
        try:
            _signer.unsign(opened, max_age=SECONDS_OPEN)
        except signing.BadSignature:
            raise forms.ValidationError(_("The form was open for too long. Please send it once more.")) from None
        try:
            _signer.unsign(opened, max_age=SECONDS_TO_TYPE)
        except signing.SignatureExpired:
            return
        raise forms.ValidationError(_("That was very quick. Please send it once more."))


class TrappedFormBuilder(FormBuilder):
    """Builds the editors' form with the trap in it."""

    def get_form_class(self) -> type[forms.Form]:
        return type("PageForm", (TrappedForm, super().get_form_class()), {})
