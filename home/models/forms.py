"""Pages with a form, such as contact."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm
from wagtail.contrib.forms.models import AbstractFormField, FormMixin
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from home import answers
from home.forms import PageForm, PageFormBuilder
from stoa.core import limits, pagecache, previews
from stoa.core.page_forms import BodyPageForm
from stoa.core.pages import BodyPage


class FormPageForm(BodyPageForm, WagtailAdminFormPageForm):
    """Checks of a body, and of fields that would share a name."""


class FormField(AbstractFormField):
    """A field of a form page."""

    page = ParentalKey("home.FormPage", on_delete=models.CASCADE, related_name="form_fields")


class FormPage(RoutablePageMixin, FormMixin, BodyPage):
    """A page with a form; what people send is kept in the admin and mailed.

    The page itself is the same for everyone: the token comes when somebody begins to type (`static/js/token.js`),
    and without JavaScript a link leads to the form with its token.
    """

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
    form_builder = PageFormBuilder
    template = "home/form.html"
    landing_page_template = "home/form_sent.html"
    schema_type = "ContactPage"

    class Meta:
        verbose_name = _("form page")
        verbose_name_plural = _("form pages")
        permissions = [("read_formpage", "Can read what people send")]

    def get_submissions_list_view_class(self) -> Any:
        from home.submissions import SubmissionsView  # noqa: PLC0415 -- needs loaded models

        return SubmissionsView

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The form and what is shown after sending, then what every page has besides itself."""
        return [*FormMixin.preview_modes, *previews.modes(self)[1:]]

    def clean(self) -> None:
        super().clean()
        try:
            answers.split_addresses(self.mail_to)
        except ValidationError as error:
            raise ValidationError({"mail_to": error}) from error

    @path("")
    def page(self, request: HttpRequest) -> HttpResponse:
        """The page as everybody gets it."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        return self.render(request, context_overrides={"form": self.get_form(page=self, user=None)})

    @path(pgettext_lazy("path", "form/"))
    def form(self, request: HttpRequest) -> HttpResponse:
        """The form with its token (GET), and where it is sent (POST)."""
        pagecache.mark_private(request)
        response = self._take(request) if request.method == "POST" else self._show_form(request)
        add_never_cache_headers(response)
        return response

    @path(pgettext_lazy("path", "form/token/"))
    def token(self, request: HttpRequest) -> HttpResponse:
        """What the page's own form lacks, for the script that fills it in."""
        pagecache.mark_private(request)
        response = JsonResponse({"csrfmiddlewaretoken": get_token(request), "form_opened": PageForm.stamp()})
        add_never_cache_headers(response)
        return response

    @path(pgettext_lazy("path", "sent/"))
    def sent(self, request: HttpRequest) -> HttpResponse:
        return self.render_landing_page(request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name == "landing":
            return self.render_landing_page(request)
        # A page with routes would show itself, whatever the mode.
        return previews.serve(self, request, mode_name) or super().serve_preview(request, mode_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        addresses = {"form_url": self._path_of("form"), "token_url": self._path_of("token")}
        return super().get_context(request, *args, **kwargs) | addresses

    def _take(self, request: HttpRequest) -> HttpResponse:
        form = self.get_form(request.POST, page=self, user=request.user)
        if not form.is_valid():
            return self._show_form(request, form, status=422)
        if answers.is_over_limit(request):
            form.add_error(None, limits.in_words(request, answers.TOO_OFTEN))
            return limits.refuse(request, self._show_form(request, form))
        answers.take(page=self, form=form)
        return redirect(self._path_of("sent"))

    def _show_form(self, request: HttpRequest, form: Any = None, status: int = 200) -> HttpResponse:
        """The page with a form that can be sent; one sent before keeps what was typed."""
        if form is None:
            form = self.get_form(page=self, user=request.user, initial={"form_opened": PageForm.stamp()})
        response = self.render(request, context_overrides={"form": form, "token": get_token(request)})
        response.status_code = status
        return response

    def _path_of(self, route: str) -> str:
        with translation.override(self.locale.language_code):
            return (self.url or "/") + self.reverse_subpage(route)
