"""Reporting a thing, and deciding about one."""

from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from community.moderation.models import Action, Case, Sanction
from community.moderation.models.cases import Reason
from community.moderation.sanctions import Sentence
from community.moderation.subjects import subject


class ReportForm(forms.Form):
    """What is wrong with it."""

    reason = forms.ChoiceField(label=_("What is wrong?"), choices=Reason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What should we know?"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class DecisionForm(forms.Form):
    """What becomes of the thing, and of its member."""

    DAYS = (("1", _("one day")), ("7", _("one week")), ("30", _("30 days")), ("", _("until it is lifted")))

    action = forms.ChoiceField(label=_("The reported thing"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note for moderators"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    sanction = forms.ChoiceField(
        label=_("The member"), required=False, choices=[("", _("Nothing")), *Sanction.Kind.choices]
    )
    days = forms.ChoiceField(label=_("How long"), required=False, choices=DAYS)
    reason = forms.CharField(
        label=_("Reason, for the member to read"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = subject(case.kind)
        changes = [(action, Action(action).label) for action in known.changes] if known else []
        choice = cast(forms.ChoiceField, self.fields["action"])
        choice.choices = [(Action.KEEP, Action.KEEP.label), *changes]
        if case.member is None:
            for name in ("sanction", "days", "reason"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("sanction") and not cleaned.get("reason"):
            self.add_error("reason", _("Tell the member why."))
        return cleaned

    def sentence(self, now: datetime) -> Sentence | None:
        if not self.cleaned_data.get("sanction"):
            return None
        days = self.cleaned_data.get("days")
        ends_at = now + timedelta(days=int(days)) if days else None
        return Sentence(kind=self.cleaned_data["sanction"], reason=self.cleaned_data["reason"], ends_at=ends_at)
