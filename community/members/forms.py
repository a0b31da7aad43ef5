"""What members choose about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.members.models import MemberSettings
from community.members.models.settings import PARTS


class VisibilityForm(forms.ModelForm):
    """Who may see what; whether search engines may list the profile."""

    class Meta:
        model = MemberSettings
        fields = (*PARTS, "is_findable")
        help_texts = {
            "followers": _("Who follows you, and whom you follow."),
            "is_findable": _("Only if your profile says something about you."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.label:
                field.label = str(field.label)[:1].upper() + str(field.label)[1:]
