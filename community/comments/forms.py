"""The forms people write comments with."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from stoa.accounts.fields import AddressField
from stoa.core.form_trap import TrappedForm

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


class CommentForm(TrappedForm, EditForm):
    """A member's comment."""

    trap_salt = "comments.form"
    # Robots have no account; a member may answer with one word.
    seconds_to_type = 0

    reply = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, reply: str = "", **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"comment-{reply or 'new'}-%s", **kwargs)
        self.initial = {**self.initial, "reply": reply, "form_opened": self.stamp()}


class GuestCommentForm(CommentForm):
    """A guest's comment, with a name for everybody and an e-mail address for us."""

    seconds_to_type = 3

    name = forms.CharField(
        label=_("Name"), max_length=80, validators=[_one_line], widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = AddressField(
        help_text=_("Not shown. We write when somebody replies; every such mail has a link that stops them.")
    )
    field_order = ("name", "email", "body")
