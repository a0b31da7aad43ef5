"""A trap for robots in the forms that anybody may send: no question, nothing to see, no request elsewhere.

`form_homepage` is a field that people do not see: what falls into it is dropped without a word (`is_trapped`).
`form_opened` says, signed, when the form was opened: sent faster than people type, after days, or without having been
opened here at all, the form is shown again with what was typed.

A form made for one visitor is opened when it is made: `stamp()` is its initial `form_opened`. One that stands on a page
for everyone is opened when somebody begins to type: a script fetches the stamp (`static/js/token.js`).
"""

import math
import time
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

SECONDS_OPEN = 2 * 24 * 60 * 60


class TrappedForm(forms.Form):
    """A form with the trap in it. Templates show its `plain_fields`, its hidden fields and `form_trap.html`."""

    #: Names the form in what it signs: a stamp of another form is not taken.
    trap_salt: ClassVar[str]
    #: Nobody fills in the form faster than this.
    seconds_to_type = 2

    form_opened = forms.CharField(required=False, widget=forms.HiddenInput)
    form_homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    TRAP_FIELDS = ("form_opened", "form_homepage")

    @classmethod
    def stamp(cls) -> str:
        """The value of `form_opened` for a form that is opened at this moment."""
        return signing.Signer(salt=cls.trap_salt).sign(f"{time.time():.1f}")

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
        return [field for field in self.visible_fields() if field.name not in self.TRAP_FIELDS]

    @property
    def answers(self) -> dict[str, Any]:
        """What was typed, by field name, without the trap."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.TRAP_FIELDS}

    def _check_time(self, opened: str) -> None:
        age = self._seconds_since(opened)
        if age > SECONDS_OPEN:
            # The form shown again counts as opened now.
            data = QueryDict(mutable=True)
            data.update(self.data)
            data["form_opened"] = self.stamp()
            self.data = data
            raise forms.ValidationError(_("The form was open for too long. Please send it once more."))
        if age < self.seconds_to_type:
            raise forms.ValidationError(_("That was very quick. Please send it once more."))

    def _seconds_since(self, opened: str) -> float:
        """Endless for a stamp that was not made here for this form."""
        try:
            return time.time() - float(signing.Signer(salt=self.trap_salt).unsign(opened))
        except signing.BadSignature:
            return math.inf
