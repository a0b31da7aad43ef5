"""Deleting an account: asked for, taken back within `WAIT`, or carried out by the sweep.

Policy: the account works until it is erased, so that its owner can come back; money records are never deleted, the app
that holds them takes the name out; what others read stays without a name if the member says so. One account is erased
in one transaction: all of it, or nothing.
"""

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from stoa.accounts.models import User
from stoa.accounts.privacy.exceptions import LastAdministratorError
from stoa.accounts.privacy.models import WAIT, DeletionRequest
from stoa.accounts.privacy.registry import registered
from stoa.core import mail, sites

logger = logging.getLogger(__name__)


@transaction.atomic
def ask(*, user: User, keeps_content: bool, now: datetime) -> DeletionRequest:
    """Note the wish and mail the way back; asked again before it is due, the first date stays.

    Raises LastAdministratorError.
    """
    _check_administrators_remain(user)
    wish, is_new = DeletionRequest.objects.get_or_create(
        user=user, defaults={"keeps_content": keeps_content, "asked_at": now, "due_at": now + WAIT}
    )
    if is_new:
        _send("account_deletion_asked", user, due_at=wish.due_at)
        return wish
    wish.keeps_content = keeps_content
    wish.save(update_fields=["keeps_content"])
    return wish


@transaction.atomic
def take_back(*, user: User) -> bool:
    """Whether there was a wish to take back; waits for an erasure that has begun."""
    User.objects.select_for_update().filter(pk=user.pk).first()
    deleted, _rows = DeletionRequest.objects.filter(user=user).delete()
    return bool(deleted)


def erase_due() -> None:
    """The sweep: erase every account whose time has come; one that cannot be erased does not stop the others."""
    due = DeletionRequest.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")
    for user_id in list(due.values_list("user_id", flat=True)):
        try:
            erase(user_id=user_id, now=timezone.now())
        except LastAdministratorError:
            logger.warning("Account %s is the last administrator's and stays", user_id)
        except Exception:
            logger.exception("Account %s could not be erased", user_id)


@transaction.atomic
def erase(*, user_id: int, now: datetime) -> None:
    """Erase one account that asked for it; returns quietly when the wish was taken back or carried out meanwhile."""
    user = User.objects.select_for_update().filter(pk=user_id).first()
    wish = DeletionRequest.objects.filter(user_id=user_id, due_at__lte=now).first()
    if user is None or wish is None:
        return
    _check_administrators_remain(user)
    for data in registered().values():
        data.erase(user, wish.keeps_content)
    _send("account_deleted", user)
    user.delete()


def _check_administrators_remain(user: User) -> None:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise LastAdministratorError


def _send(name: str, user: User, **facts: object) -> None:
    language = user.language or settings.LANGUAGE_CODE
    with translation.override(language):
        url = sites.absolute(reverse("delete_account"))
    context = {"name": user.get_full_name(), "url": url, **facts}
    mail.send(name, to=user.email, context=context, language=language)
