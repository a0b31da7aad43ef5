"""A member's profile: what they tell about themselves, and saving it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stoa.accounts.models import User
from stoa.accounts.photos import PhotoInput, portrait

#: What others see of a profile.
SHOWN = ("display_name", "handle", "bio", "photo")
#: Asked before that is changed; each raises ValidationError for a member who may not.
_rules: list[Callable[[User], None]] = []


def register_rule(rule: Callable[[User], None]) -> None:
    """Called in `AppConfig.ready` by rooms that know who may not write; twice is the same as once."""
    if rule not in _rules:
        _rules.append(rule)


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
        return [self[name] for name in SHOWN]

    def kept_fields(self) -> list[forms.BoundField]:
        """Those that nobody else sees."""
        return [self[name] for name in ("full_name", "birth_date", "language")]

    def clean_handle(self) -> str:
        return self.cleaned_data["handle"].lower()

    def clean_photo(self) -> Any:
        photo = self.cleaned_data["photo"]
        return portrait(photo) if isinstance(photo, UploadedFile) else photo

    def clean(self) -> dict[str, Any]:
        if set(self.changed_data).intersection(SHOWN):
            for rule in _rules:
                rule(self.instance)
        return super().clean() or self.cleaned_data


def save_profile(*, form: ProfileForm) -> bool:
    """Save a valid form; False, with an error on the form, when somebody else took the handle meanwhile."""
    try:
        with transaction.atomic():
            member = form.save(commit=False)
            # Nothing else: the account may have been closed, or its password changed, since it was read.
            member.save(update_fields=form.Meta.fields)
            if form.photo_before != member.photo.name:
                _delete_file(member, form.photo_before)
    except IntegrityError:
        form.add_error("handle", form.instance.unique_error_message(User, ("handle",)))
        return False
    return True


def forget_photo(member: User) -> None:
    """Delete the file of the photo once the transaction is through; the caller empties the column."""
    _delete_file(member, member.photo.name)


def _delete_file(member: User, name: str | None) -> None:
    storage = member.photo.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name))
