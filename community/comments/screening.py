"""Whether a new comment is shown at once, waits for a moderator or is taken for spam."""

import re

from community.comments.models import State
from stoa.core import markup

LINKS_TO_WAIT = 3
LINKS_OF_SPAM = 8
# Also where it stands as code or is not made a link.
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def first_state(*, body: str, is_member: bool, is_trapped: bool) -> State:
    """Members are shown at once unless they post many links; guests wait; robots in the trap are spam."""
    links = _count_links(body)
    if is_trapped or links >= LINKS_OF_SPAM:
        return State.SPAM
    if not is_member or links >= LINKS_TO_WAIT:
        return State.WAITING
    return State.APPROVED


def _count_links(body: str) -> int:
    """Addresses as they are typed, or the links they become, whichever are more: `//a.example` shows in one only."""
    return max(len(_LINK.findall(body)), markup.links_outside(markup.comment_markdown(body)))
