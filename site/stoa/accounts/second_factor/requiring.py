"""Whether somebody needs a second factor to enter an admin, and what is still missing."""

from enum import Enum

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from stoa.accounts.models import User

#: Recovery codes alone are no second factor: they are for the day when it is lost.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Missing(Enum):
    """What stands between a member and an admin."""

    NOTHING = "nothing"
    FACTOR = "factor"
    PROOF_BY_CODE = "code"
    PROOF_BY_PASSKEY = "passkey"


def is_asked_of(user: User) -> bool:
    """Whether this member must have a second factor: those who may enter an admin, when the setting says so."""
    is_staff = user.is_staff or user.has_perm("wagtailadmin.access_admin")
    return settings.STAFF_MUST_USE_TWO_FACTOR and is_staff


def missing(request: HttpRequest, user: User) -> Missing:
    """What `user` must still do in this session. One query."""
    kinds = set(Authenticator.objects.filter(user=user, type__in=FACTORS).values_list("type", flat=True))
    if not kinds:
        return Missing.FACTOR
    if any(record["method"] == "mfa" for record in get_authentication_records(request, user)):
        return Missing.NOTHING
    return Missing.PROOF_BY_CODE if Authenticator.Type.TOTP in kinds else Missing.PROOF_BY_PASSKEY
