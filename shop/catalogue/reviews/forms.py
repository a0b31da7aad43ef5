"""The form of a review."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from shop.catalogue.models import Review
from shop.catalogue.models.reviews import MOST_STARS, TEXT_LENGTH, TITLE_LENGTH
from shop.catalogue.reviews.writing import Draft

_one_line = RegexValidator(r"^[^\x00-\x1f\x7f\u2028\u2029]*$", _("One line without control characters, please."))
_STARS = ngettext_lazy("%(number)s star", "%(number)s stars", "number")
_CHOOSE = _("Choose one to five stars.")


class ReviewForm(forms.Form):
    """Stars, a title, and what more there is to say."""

    stars = forms.TypedChoiceField(
        label=_("How many stars?"),
        coerce=int,
        choices=lambda: [(stars, _STARS % {"number": stars}) for stars in range(MOST_STARS, 0, -1)],
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )
    title = forms.CharField(
        label=_("In a few words"),
        max_length=TITLE_LENGTH,
        validators=[_one_line],
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    text = forms.CharField(
        label=_("Your review"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Plain text or Markdown: **bold**, *italic*, `code`, > quote, lists and links."),
    )

    def __init__(self, data: Any = None, *, review: Review | None = None) -> None:
        said = {"stars": review.stars, "title": review.title, "text": review.text} if review else None
        super().__init__(data, initial=said, auto_id="review-%s")

    def clean_text(self) -> str:
        """Lines end the same way everywhere."""
        return self.cleaned_data["text"].replace("\r\n", "\n")

    def draft(self, language: str) -> Draft:
        return Draft(**self.cleaned_data, language=language)
