import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from community.comments import threads
from community.comments.models import State
from community.moderation import reporting
from community.moderation.models import Case
from stoa.accounts.models import User


@pytest.fixture
def make_member(db):
    """A function that makes a member by handle: make_member("ada", display_name="Ada", groups=["Moderators"])."""

    def make(handle, *, groups=(), **fields):
        user = User.objects.create_user(f"{handle}@example.org", "pw", **({"handle": handle} | fields))
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    return make


@pytest.fixture
def ada(make_member):
    return make_member("ada", display_name="Ada")


@pytest.fixture
def troll(make_member):
    return make_member("troll", display_name="Troll")


@pytest.fixture
def moderator(make_member):
    return make_member("mod", groups=["Moderators"])


@pytest.fixture
def comment(troll, make_post):
    """A shown comment of the troll."""
    return threads.post_comment(
        translation_key=make_post("Planes").translation_key,
        author=threads.Author(user=troll),
        body="You are all fools",
        language="en",
        state=State.APPROVED,
        now=timezone.now(),
    )


@pytest.fixture
def case(ada, comment):
    """The comment, reported."""
    report(ada, comment)
    return Case.objects.get()


def report(reporter, comment, reason="insult", text="Rude"):
    return reporting.report(
        reporter=reporter, kind="comment", key=str(comment.pk), reason=reason, text=text, now=timezone.now()
    )
