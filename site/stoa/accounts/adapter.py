"""How allauth works here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from allauth.core import context as allauth_context
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from stoa.accounts import entrance
from stoa.core import mail


class AccountAdapter(DefaultAccountAdapter):
    """Users have no username; mails go through our queue; `next` never leads to another host."""

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """The handle is made when the user is saved."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.language = request.LANGUAGE_CODE
        user.display_name = form.cleaned_data.get("display_name", "")
        return super().save_user(request, user, form, commit=commit)

    def is_safe_url(self, url: str) -> bool:
        return bool(url) and entrance.is_own_address(url, allauth_context.request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """One's dashboard; whoever is logged in and follows the plain link to the log-in page wants their account."""
        return reverse("edit_profile" if request.method == "GET" else "dashboard")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return f"/{request.LANGUAGE_CODE}/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"/{request.LANGUAGE_CODE}/"

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The address in the mail; it carries where one was going, for another browser than the one that signed up."""
        url = super().get_email_confirmation_url(request, emailconfirmation)
        following = get_next_redirect_url(request)
        return f"{url}?{urlencode({'next': following})}" if following else url

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Rendered now, in the language of the page; delivered by a task, so a known address takes no longer."""
        facts = mail.surroundings(get_language() or "") | {"email": email} | context
        message = self.render_mail(template_prefix, email, facts)
        html = str(message.alternatives[0][0]) if message.alternatives else ""
        mail.deliver.delay_on_commit(message.subject, message.body, html, email, [], {})
