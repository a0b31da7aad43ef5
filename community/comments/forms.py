"""The forms people write comments with."""

import time
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

_SALT = "comments.form"
_OPEN_AT_MOST_SECONDS = 2 * 24 * 60 * 60
_one_line = RegexValidator(r"^[^\x00-\x1f\x7f\u2028\u2029]*$", _("One line without control characters, please."))


class EditForm(forms.Form):
    """What a comment says."""

    body = forms.CharField(
        label=_("Your comment"),
        max_length=settings.COMMENT_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Plain text or Markdown: **bold**, *italic*, `code`, > quote, lists and links."),
    )

    def clean_body(self) -> str:
        """Lines end the same way everywhere; only words that can be stored are taken."""
        body = self.cleaned_data["body"].replace("\r\n", "\n")
        if any("\ud800" <= letter <= "\udfff" for letter in body):
            raise forms.ValidationError(_("The text holds characters that cannot be stored."))
        return body


class CommentForm(EditForm):
    """A member's comment.

    `homepage` is a trap that people do not see; `opened` says, signed, when the form was made.
    """

    reply = forms.CharField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, reply: str = "", **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"comment-{reply or 'new'}-%s", **kwargs)
        self.initial = {**self.initial, "reply": reply, "opened": signing.Signer(salt=_SALT).sign(f"{time.time():.1f}")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_time(cleaned.get("opened", ""))
        return cleaned

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("homepage"))

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that people fill in."""
        return [field for field in self.visible_fields() if field.name != "homepage"]

    def _check_time(self, opened: str) -> None:
        """A form sent faster than people type, or too old, or not made here, is shown again with what was typed."""
        try:
            made_at = float(signing.Signer(salt=_SALT).unsign(opened))
        except signing.BadSignature:
            made_at = 0
        age = time.time() - made_at
        if age > _OPEN_AT_MOST_SECONDS:
            # The form shown again carries a new stamp.
            self.data = {**dict(self.data.items()), "opened": self.initial["opened"]}
            raise forms.ValidationError(_("The form was open for too long. Please send it once more."))
        if age < settings.COMMENT_MIN_SECONDS:
            raise forms.ValidationError(_("That was very quick. Please send it once more."))


class GuestCommentForm(CommentForm):
    """A guest's comment, with a name for everybody and an e-mail address for us."""

    name = forms.CharField(
        label=_("Name"), max_length=80, validators=[_one_line], widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Not shown. We write when somebody replies; every such mail has a link that stops them."),
    )
    field_order = ("name", "email", "body")
