"""Whether a new comment is shown at once, waits for a moderator or is taken for spam."""

import re

from community.comments.models import State

LINKS_TO_WAIT = 3
LINKS_OF_SPAM = 8
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def first_state(*, body: str, is_member: bool, is_trapped: bool) -> State:
    """Members are shown at once unless they post many links; guests wait; robots in the trap are spam."""
    links = len(_LINK.findall(body))
    if is_trapped or links >= LINKS_OF_SPAM:
        return State.SPAM
    if not is_member or links >= LINKS_TO_WAIT:
        return State.WAITING
    return State.APPROVED
