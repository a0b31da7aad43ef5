"""Many members and one like button, in two processes: the number always equals the rows."""

from django.db import connection
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from community.reactions import likes
from community.reactions.models import CountedBatch, Like, LikeCount
from stoa.accounts.models import User
from stoa.core import things
from stoa.core.tests.racing import COMMITTING, race

# SQLite has one writer at a time, and who waits for it sleeps.
MEMBERS, ROUNDS = (10, 4) if connection.vendor == "sqlite" else (100, 6)
STONE = {"kind": "stone", "key": "1"}


def find(keys, viewer):
    """A thing that is nobody's and that everybody sees: what is asked here is who writes the number."""
    return {key: things.Shown(kind="stone", key=key, title="A stone", url="/") for key in keys}


def toggle(order):
    """Toggle every member's like in half of the rounds; answers how often the number did not equal the rows."""
    things.register(things.Kind(name="stone", label="stone", model=CountedBatch, find=find, is_likable=True))
    rows = Like.objects.filter(kind=OuterRef("kind"), key=OuterRef("key")).order_by().values("kind")
    true = Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)
    wrong = LikeCount.objects.annotate(true=true).exclude(number=F("true"))
    members, seen = list(User.objects.filter(handle__startswith="toggler").order_by(order)), 0
    for number, member in enumerate(members * (ROUNDS // 2)):
        likes.unlike(user=member, **STONE) or likes.like(user=member, **STONE)
        # One statement sees one moment: likes and their number change together.
        seen += number % 5 == 0 and wrong.exists()
    return str(seen)


@COMMITTING
def test_c11_hundred_members_toggle_one_like_from_two_processes(make_member, tmp_path):
    for number in range(MEMBERS):
        make_member(f"toggler{number}")

    wrong = race(f"{__name__}:toggle", ["pk", "-pk"], tmp_path)

    assert wrong == ["0", "0"]
    assert LikeCount.objects.get(**STONE).number == Like.objects.filter(**STONE).count()
