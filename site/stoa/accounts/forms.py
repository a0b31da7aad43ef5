"""Forms people meet: log in, sign up, their profile."""

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from stoa.accounts.models import User
from stoa.accounts.photos import portrait


class _WithoutPlaceholders:
    """allauth repeats each label inside its field; a label above is enough."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LogInForm(_WithoutPlaceholders, LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["remember"].label = _("Stay logged in on this device")


class SignUpForm(_WithoutPlaceholders, SignupForm):
    """Name, e-mail address and the password twice."""

    display_name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("Shown to everybody."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["display_name", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class ProfileForm(forms.ModelForm):
    """What others see of a member."""

    class Meta:
        model = User
        fields = ("display_name", "handle", "bio", "photo")
        widgets = {"bio": forms.Textarea(attrs={"rows": 4}), "photo": forms.ClearableFileInput}

    def clean_handle(self) -> str:
        return self.cleaned_data["handle"].lower()

    def clean_photo(self) -> Any:
        photo = self.cleaned_data["photo"]
        return portrait(photo) if isinstance(photo, UploadedFile) else photo
