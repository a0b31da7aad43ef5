"""Users are made and changed with e-mail address, name and handle."""

from typing import Any

from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm

from stoa.accounts.models import User

_FIELDS = ["email", "display_name", "handle", "bio", "is_superuser", "groups"]
_WIDGETS = {"groups": forms.CheckboxSelectMultiple, "bio": forms.Textarea(attrs={"rows": 3})}


class _EmailUserForm(forms.ModelForm):
    """What creating and editing share."""

    error_messages: dict[str, Any]
    first_name = None
    last_name = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handle"].required = False

    def clean_email(self) -> str:
        """Small letters; refuses an address that another account has in any case."""
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(self.error_messages["duplicate_username"], code="duplicate_username")
        return email


class NewUserForm(_EmailUserForm, UserCreationForm):
    error_messages = UserCreationForm.error_messages

    class Meta:
        model = User
        fields = _FIELDS
        widgets = _WIDGETS


class ChangeUserForm(_EmailUserForm, UserEditForm):
    error_messages = UserEditForm.error_messages

    class Meta:
        model = User
        fields = [*_FIELDS, "is_active"]
        widgets = _WIDGETS
