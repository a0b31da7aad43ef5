"""Profiles as something to moderate: their words and photo can be emptied; to lock somebody out is a sanction."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.members import menu
from community.members.standing import Standing
from community.moderation import sanctions, subjects
from community.moderation.exceptions import Silenced
from stoa.accounts import profile
from stoa.accounts.models import User
from stoa.core import keyset

KIND = "member"


def register() -> None:
    subjects.register(subjects.Subject(kind=KIND, look=_look, delete=_empty, is_person=True))
    menu.register(menu.Item(name="report", label=_("Report"), url=_report_url))
    profile.register_rule(_refuse_silenced)


def _refuse_silenced(user: User) -> None:
    """Raises ValidationError."""
    try:
        sanctions.check_may_write(user)
    except Silenced as refusal:
        raise ValidationError(str(refusal.message)) from refusal


def _report_url(standing: Standing) -> str:
    return reverse("report", args=[KIND, standing.pk])


def _look(keys: Collection[str]) -> dict[str, subjects.Look]:
    found = User.objects.filter(pk__in=keyset.read_keys(keys))
    return {str(user.pk): _seen(user) for user in found}


def _seen(user: User) -> subjects.Look:
    return subjects.Look(
        title=user.get_full_name(), text=user.bio, url=reverse("member", args=[user.handle]), member_id=user.pk
    )


def _empty(key: str) -> None:
    """The name goes back to the handle; photo and bio go."""
    user = User.objects.get(pk=key)
    profile.forget_photo(user)
    user.display_name = user.bio = ""
    user.photo = ""
    user.save(update_fields=["display_name", "bio", "photo"])
