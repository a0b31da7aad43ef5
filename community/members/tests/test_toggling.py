"""Many members follow and unfollow one of them, in two processes."""

from django.db import connection
from django.db.models import Count

from community.members import people, relations
from community.members.models import Follow
from stoa.accounts.models import User
from stoa.core.tests.racing import COMMITTING, race

MEMBERS, ROUNDS = (5, 4) if connection.vendor == "sqlite" else (20, 10)


def toggle(order):
    """Toggle everybody's follow in half of the rounds; answers how often somebody followed twice."""
    ada = User.objects.get(handle="ada")
    twice = Follow.objects.order_by().values("follower", "followed").annotate(number=Count("pk")).filter(number__gt=1)
    seen = 0
    for member in list(User.objects.filter(handle__startswith="toggler").order_by(order)) * (ROUNDS // 2):
        pair = {"follower": member, "followed": ada}
        relations.unfollow(**pair) or relations.follow(**pair)
        seen += twice.exists()
    return str(seen)


@COMMITTING
def test_c07_many_toggle_one_follow_from_two_processes(ada, make_member, tmp_path):
    for number in range(MEMBERS):
        make_member(f"toggler{number}")

    twice = race(f"{__name__}:toggle", ["pk", "-pk"], tmp_path)

    rows = Follow.objects.filter(followed=ada)
    assert twice == ["0", "0"]
    assert people.follower_counts([ada.pk]).get(ada.pk, 0) == rows.values("follower").distinct().count() == rows.count()
