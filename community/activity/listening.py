"""What activity hears of other rooms and does about it."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_signed_up
from django.db.models.signals import post_delete, post_save

from community.activity import audiences, mailing, notices, recording
from community.members import signals
from community.members.kinds import KIND as MEMBER
from community.members.models import Follow, MemberSettings
from stoa.accounts.models import User
from stoa.core import sweep, things


def connect_signals() -> None:
    things.gone.connect(_thing_gone, dispatch_uid="activity_thing_gone")
    email_confirmed.connect(_address_confirmed, dispatch_uid="activity_address_confirmed")
    user_signed_up.connect(_signed_up, dispatch_uid="activity_signed_up")
    signals.followed.connect(_followed, dispatch_uid="activity_followed")
    signals.blocked.connect(_blocked, dispatch_uid="activity_blocked")
    post_delete.connect(_unfollowed, sender=Follow, dispatch_uid="activity_unfollowed")
    post_save.connect(_settings_saved, sender=MemberSettings, dispatch_uid="activity_settings_saved")
    sweep.register("mail notices", mailing.send_forgotten)


def _thing_gone(sender: Any, kind: str, key: str, **kwargs: Any) -> None:
    recording.forget_thing(kind=kind, key=key)
    notices.forget_thing(kind=kind, key=key)


def _address_confirmed(sender: Any, email_address: EmailAddress, **kwargs: Any) -> None:
    _joined(email_address.user)


def _signed_up(sender: Any, user: User, **kwargs: Any) -> None:
    """Who comes by another service brings a confirmed address; the others confirm it by mail."""
    if EmailAddress.objects.filter(user=user, verified=True).exists():
        _joined(user)


def _joined(user: User) -> None:
    """At the moment of joining, so that an address confirmed later joins nobody twice."""
    recording.record(actor=user, verb="joined", now=user.joined_at)


def _followed(sender: Any, follower: User, followed: User, **kwargs: Any) -> None:
    recording.record(actor=follower, verb="followed", target_kind=MEMBER, target_key=str(followed.pk))
    notices.notify(
        recipient=followed, kind="new_follower", actor=follower, target_kind=MEMBER, target_key=str(follower.pk)
    )


def _unfollowed(sender: Any, instance: Follow, **kwargs: Any) -> None:
    recording.withdraw(
        actor_id=instance.follower_id, verb="followed", target_kind=MEMBER, target_key=str(instance.followed_id)
    )


def _blocked(sender: Any, blocker: User, blocked: User, **kwargs: Any) -> None:
    notices.forget_each_other(one=blocker, other=blocked)


def _settings_saved(sender: Any, instance: MemberSettings, **kwargs: Any) -> None:
    audiences.refresh(member_id=instance.user_id)
