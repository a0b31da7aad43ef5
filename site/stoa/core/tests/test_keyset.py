from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from stoa.accounts.models import User
from stoa.core.keyset import Place, read_key, read_keys, read_uuid

KEY = "5b1d1f0e-4f1c-5d0a-9c55-0c2f6a1d7e11"
MOMENT = datetime(2026, 11, 20, 15, 30, 1, 123456, tzinfo=UTC)


def test_place_is_read_as_it_was_written():
    assert Place.read(str(Place(MOMENT, 7))) == Place(MOMENT, 7)


@pytest.mark.parametrize(
    "text", ["", "7", "-", "1-", "-1", "a-1", "1-2-3", "1--2", "9" * 17 + "-1", "1-" + "9" * 19, "²-1", "1-1\n", "\x00"]
)
def test_nonsense_is_the_beginning(text):
    assert Place.read(text) is None


def test_largest_place_is_one_that_the_database_takes(db):
    place = Place.read("9" * 16 + "-" + "9" * 18)

    assert list(User.objects.filter(place.older(moment="joined_at"))) == []


def test_older_rows_follow_by_moment_then_key(db):
    moments = [MOMENT, MOMENT, MOMENT, MOMENT - timedelta(seconds=1), MOMENT + timedelta(seconds=1)]
    users = [
        User.objects.create_user(f"u{number}@example.org", joined_at=moment) for number, moment in enumerate(moments)
    ]

    older = User.objects.filter(Place(MOMENT, users[1].pk).older(moment="joined_at")).order_by("-joined_at", "-pk")

    assert list(older) == [users[0], users[3]]


@pytest.mark.parametrize(
    ("text", "key"), [("7", 7), ("9" * 18, 10**18 - 1), ("", None), ("-7", None), ("9" * 19, None), ("²", None)]
)
def test_place_in_a_list_by_key_is_a_number(text, key):
    assert read_key(text) == key


def test_keys_are_those_a_database_can_hold():
    assert read_keys(["12", "0", "-1", "x", "²", "٣", "", "9" * 30]) == [12, 0]


@pytest.mark.parametrize(
    "text", ["", "7", "x" * 36, KEY.upper(), f"{{{KEY}}}", KEY.replace("-", ""), f"{KEY}\n", "\x00"]
)
def test_what_is_no_uuid_as_we_write_it_is_nonsense(text):
    assert read_uuid(text) is None


def test_uuid_is_read_as_it_was_written():
    assert read_uuid(KEY) == UUID(KEY)
