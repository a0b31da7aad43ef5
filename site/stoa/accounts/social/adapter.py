"""How allauth's accounts of other sites work here."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect

from stoa.accounts.models import User


class SocialAdapter(DefaultSocialAccountAdapter):
    """New members bring their name along; the language is that of the page they came from."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        names = (data.get("first_name"), data.get("last_name"))
        name = data.get("name") or " ".join(filter(None, names))
        user.display_name = str(name)[: User._meta.get_field("display_name").max_length]
        user.language = request.LANGUAGE_CODE
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """When the same person comes twice at once, the second goes to the log-in page."""
        try:
            with transaction.atomic():
                return super().save_user(request, sociallogin, form)
        except IntegrityError as error:
            raise ImmediateHttpResponse(redirect("account_login")) from error
