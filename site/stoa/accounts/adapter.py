"""How allauth works here."""

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from allauth.core import context as allauth_context
from allauth.core.internal.httpkit import clean_client_ip
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import get_language

from stoa.accounts import addresses, entrance
from stoa.core import clients, mail


class AccountAdapter(DefaultAccountAdapter):
    """Users have no username; mails go through our queue; `next` never leads to another host."""

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """The handle is made when the user is saved."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.language = request.LANGUAGE_CODE
        user.display_name = form.cleaned_data.get("display_name", "")
        return super().save_user(request, user, form, commit=commit)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """False, and a message, when somebody else was given the address meanwhile."""
        try:
            with transaction.atomic():
                return bool(super().confirm_email(request, email_address))
        except IntegrityError:
            template = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, template, {"email": email_address.email})
            return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """As everywhere here (`core.clients`); what is no IP address, as behind a socket, counts as one place."""
        return clean_client_ip(clients.address(request)) or "0.0.0.0"  # noqa: S104 -- nothing is bound to it

    def is_safe_url(self, url: str) -> bool:
        return bool(url) and entrance.is_own_address(url, allauth_context.request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """One's dashboard; whoever is logged in and follows the plain link to the log-in page wants their account."""
        is_at_log_in = request.method == "GET" and request.path == reverse("account_login")
        return reverse("edit_profile" if is_at_log_in else "dashboard")

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
        """Rendered now, in the language of whom it is for; delivered by a task, so a known address takes no longer."""
        known = addresses.owner(addresses.normalised(email))
        language = (known and known.language) or get_language() or settings.LANGUAGE_CODE
        with translation.override(language):
            facts = mail.surroundings(language) | {"email": email} | context
            message = self.render_mail(template_prefix, email, facts)
        html = str(message.alternatives[0][0]) if message.alternatives else ""
        headers = {"Message-ID": mail.message_id(str(uuid4()))}
        mail.deliver.delay_on_commit(message.subject, message.body, html, email, [], headers)
