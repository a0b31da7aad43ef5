"""Pages with a form, such as contact."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm
from wagtail.contrib.forms.models import AbstractFormField, FormMixin
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.fields import RichTextField

from stoa.core.page_forms import BodyPageForm
from stoa.core.pages import BodyPage


class FormPageForm(BodyPageForm, WagtailAdminFormPageForm):
    """Checks of a body, and of fields that would share a name."""


class FormField(AbstractFormField):
    """A field of a form page."""

    page = ParentalKey("home.FormPage", on_delete=models.CASCADE, related_name="form_fields")


class FormPage(FormMixin, BodyPage):
    """A page with a form; what people send is kept in the admin and mailed."""

    thanks = RichTextField(_("text after sending"), blank=True)
    mail_to = models.CharField(_("mail to"), max_length=255, blank=True, help_text=_("Addresses, separated by commas."))
    mail_subject = models.CharField(_("subject"), max_length=160, blank=True)

    content_panels: ClassVar[list] = [
        FormSubmissionsPanel(),
        *BodyPage.content_panels,
        FieldPanel("body"),
        InlinePanel("form_fields", heading=_("Fields"), label=_("field")),
        FieldPanel("thanks"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("mail_to"), FieldPanel("mail_subject")])], heading=_("Mail")),
    ]

    base_form_class = FormPageForm
    template = "home/form.html"
    landing_page_template = "home/form_sent.html"

    class Meta:
        verbose_name = _("form page")
        verbose_name_plural = _("form pages")
