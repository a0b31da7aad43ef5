"""A member's profile: what they tell about themselves, and saving it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stoa.accounts.models import User
from stoa.accounts.photos import PhotoInput, portrait


class ProfileForm(forms.ModelForm):
    """What others see of a member, and what only we know."""

    language = forms.ChoiceField(
        label=_("Language of our mails"),
        choices=[("", _("That of the page I am on")), *settings.LANGUAGES],
        required=False,
    )

    class Meta:
        model = User
        fields = ("display_name", "handle", "bio", "photo", "full_name", "birth_date", "language")
        widgets = {
            "display_name": forms.TextInput(attrs={"autocomplete": "nickname"}),
            "handle": forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
            "bio": forms.Textarea(attrs={"rows": 4}),
            "photo": PhotoInput(attrs={"accept": "image/*"}),
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "birth_date": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photo_before = self.instance.photo.name
        if self.photo_before:
            self.fields["photo"].widget.url_now = self.instance.photo.url

    def shown_fields(self) -> list[forms.BoundField]:
        """Those that other members see."""
        return [self[name] for name in ("display_name", "handle", "bio", "photo")]

    def kept_fields(self) -> list[forms.BoundField]:
        """Those that nobody else sees."""
        return [self[name] for name in ("full_name", "birth_date", "language")]

    def clean_handle(self) -> str:
        return self.cleaned_data["handle"].lower()

    def clean_photo(self) -> Any:
        photo = self.cleaned_data["photo"]
        return portrait(photo) if isinstance(photo, UploadedFile) else photo


def save_profile(*, form: ProfileForm) -> bool:
    """Save a valid form; False, with an error on the form, when somebody else took the handle meanwhile."""
    try:
        with transaction.atomic():
            member = form.save()
            if form.photo_before and form.photo_before != member.photo.name:
                storage = member.photo.storage
                transaction.on_commit(lambda: storage.delete(form.photo_before))
    except IntegrityError:
        form.add_error("handle", form.instance.unique_error_message(User, ("handle",)))
        return False
    return True
