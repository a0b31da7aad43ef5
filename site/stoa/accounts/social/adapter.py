"""How allauth's accounts of other sites work here."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect

from stoa.accounts import addresses
from stoa.accounts.models import User


class SocialAdapter(DefaultSocialAccountAdapter):
    """New members bring their name along; the language is that of the page they came from."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        names = [str(data[part]) for part in ("first_name", "last_name") if data.get(part)]
        user.display_name = str(data.get("name") or " ".join(names))[: User._meta.get_field("display_name").max_length]
        user.language = request.LANGUAGE_CODE
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Raises PermissionDenied when it is not certain whom the provider means (OpenID Connect Core, 5.3.2).

        Only a plain yes confirms an address: some providers write "false", which would pass for true.
        """
        if not _is_about_one_person(sociallogin.account.extra_data):
            raise PermissionDenied
        for address in sociallogin.email_addresses:
            address.email = addresses.normalised(str(address.email))
            address.verified = address.verified in (True, "true")

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        """An address that somebody else only wants to change to is nobody's yet: one more step instead of a refusal."""
        emails = [address.email for address in sociallogin.email_addresses[:1]]
        waits_elsewhere = EmailAddress.objects.filter(email__in=emails, verified=False).exists()
        is_free = all(addresses.owner(email) is None for email in emails)
        return bool(super().is_auto_signup_allowed(request, sociallogin)) and not (waits_elsewhere and is_free)

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """When the same person comes twice at once, the second goes to the log-in page."""
        try:
            with transaction.atomic():
                return super().save_user(request, sociallogin, form)
        except IntegrityError as error:
            raise ImmediateHttpResponse(redirect("account_login")) from error


def _is_about_one_person(facts: dict[str, Any]) -> bool:
    """Whether all that the provider said, by OpenID Connect in two parts, bears the same identifier."""
    parts = [facts[name] for name in ("id_token", "userinfo") if facts.get(name)] or [facts]
    subjects = {part.get("sub") or part.get("id") for part in parts}
    return len(subjects) == 1 and None not in subjects
