"""Who may see what a member does, verb by verb: the member's choices, and the column of `Action` that follows them.

An action is seen by the narrowest of: what the member chose for its verb (or the verb's default), whom they show their
activity and the part of their profile that shows the same, and the ceiling that the thing allows. The answer is a
column, so that the stream is read from an index; it is written under the lock of the member, here and by `recording`.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction

from community.activity import verbs
from community.activity.models import Action, AudienceChoice
from community.activity.verbs import Verb
from community.members.models import Audience, MemberSettings
from community.members.people import profile_tag
from stoa.accounts.models import User
from stoa.core import pagecache

_FROM_WIDE_TO_NARROW = list(Audience)


def narrowest(audiences: Iterable[str]) -> Audience:
    return max((Audience(one) for one in audiences), key=_FROM_WIDE_TO_NARROW.index)


def lock(member_id: int) -> bool:
    """Hold the member until the transaction ends; False when they are no longer here."""
    held = User.objects.select_for_update(no_key=True).filter(pk=member_id, is_active=True)
    return bool(held.values_list("pk"))


def choices_of(member_id: int) -> dict[str, Audience]:
    """{verb: what the member chose}, the default where they chose nothing. One query."""
    rows = dict(AudienceChoice.objects.filter(user=member_id).values_list("verb", "audience"))
    return {verb.name: Audience(rows.get(verb.name, verb.default_audience)) for verb in verbs.verbs()}


@transaction.atomic
def choose(*, member: User, audiences: Mapping[str, str]) -> None:
    """Keep the member's choices; what they have done before is shown likewise. Raises UnknownVerbError."""
    lock(member.pk)
    for name, audience in audiences.items():
        verb = verbs.verb_named(name)
        AudienceChoice.objects.update_or_create(user=member, verb=verb.name, defaults={"audience": Audience(audience)})
    refresh(member_id=member.pk)


@transaction.atomic
def refresh(*, member_id: int) -> None:
    """Set the audience of all that a member has done as their choices say now."""
    lock(member_id)
    actions = Action.objects.filter(actor=member_id)
    known = {verb.name: verb for verb in verbs.verbs()}
    limits = limits_of(member_id)
    for name, ceiling in list(actions.order_by().values_list("verb", "ceiling").distinct()):
        if name in known:
            now = narrowest([ceiling, limits[name]])
            actions.filter(verb=name, ceiling=ceiling).exclude(audience=now).update(audience=now)
    pagecache.purge(profile_tag(member_id))


def limits_of(member_id: int) -> dict[str, Audience]:
    """{verb: who may see such deeds of this member at most}. Two queries."""
    shown = MemberSettings.objects.filter(user=member_id).first() or MemberSettings()
    chosen = choices_of(member_id)
    return {verb.name: narrowest([chosen[verb.name], *_shown_to(shown, verb)]) for verb in verbs.verbs()}


def _shown_to(shown: MemberSettings, verb: Verb) -> list[str]:
    return [shown.activity, getattr(shown, verb.part)] if verb.part else [shown.activity]
