"""Forms of form pages: the editors' fields, and a trap for robots."""

from django import forms
from wagtail.contrib.forms.forms import FormBuilder

from stoa.core.form_trap import TrappedForm


class PageForm(TrappedForm):
    """What every form page has besides the fields that an editor gave it."""

    trap_salt = "home.form"


class PageFormBuilder(FormBuilder):
    """Builds the editors' form with the trap in it."""

    def get_form_class(self) -> type[forms.Form]:
        return type("EditorsForm", (PageForm, super().get_form_class()), {})
