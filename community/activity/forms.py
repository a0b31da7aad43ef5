"""The members' choices, one field for each verb or kind of notice."""

from typing import Any

from django import forms

from community.activity import kinds, verbs
from community.activity.models import Mail
from community.members.models import Audience


class AudiencesForm(forms.Form):
    """Who sees what the member does, by verb."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for verb in verbs.verbs():
            self.fields[verb.name] = forms.ChoiceField(label=str(verb.label), choices=Audience.choices)


class MailsForm(forms.Form):
    """When the member is mailed, by kind of notice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in kinds.kinds():
            self.fields[kind.name] = forms.ChoiceField(label=str(kind.label), choices=Mail.choices)
