from datetime import UTC, datetime, timedelta

import pytest

from community.activity import recording
from stoa.accounts.models import User
from stoa.core import things

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


@pytest.fixture
def make_member(db):
    """A function that makes a member with a confirmed address: make_member("Ann")."""

    def make(name="Ann", **fields):
        user = User.objects.create_user(f"{name.lower()}@example.org", "pw", **({"display_name": name} | fields))
        user.vouch_for_address()
        return user

    return make


@pytest.fixture
def ann(make_member):
    return make_member("Ann")


@pytest.fixture
def bob(make_member):
    return make_member("Bob")


@pytest.fixture
def do():
    """A function that records that `actor` did something: do(ann, "liked", post, minutes=5) five minutes before NOW."""

    def record(actor, verb="joined", thing=None, *, minutes=0, **more):
        target = {"target_kind": things.kind_of(thing).name, "target_key": things.key_of(thing)} if thing else {}
        return recording.record(actor=actor, verb=verb, **target, now=NOW - timedelta(minutes=minutes), **more)

    return record
