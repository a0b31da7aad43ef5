import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from stoa.core import errors, limits

pytestmark = pytest.mark.django_db
NOON = "2026-05-01T12:00:00Z"


@pytest.fixture
def ask(rf, home):
    """A function that makes a request from an address."""

    def make(address="10.0.0.1"):
        request = rf.get("/en/", REMOTE_ADDR=address)
        request.user = AnonymousUser()
        return request

    return make


def is_over(request, rate="2/h", key="ip"):
    return limits.is_over(request, group="test", key=key, rate=rate)


def test_one_too_many_is_over_for_its_address_alone(ask):
    assert [is_over(ask()) for _time in range(3)] == [False, False, True]
    assert not is_over(ask("10.0.0.2"))


def test_used_up_looks_and_counts_nothing(ask):
    def is_used_up():
        return limits.is_used_up(ask(), group="test", key="ip", rate="2/h")

    assert [is_used_up() for _time in range(3)] == [False] * 3
    assert [is_over(ask()) for _time in range(2)] == [False, False]
    assert is_used_up()
    assert is_over(ask())


def test_refusal_says_when_the_limit_is_over(ask):
    with time_machine.travel(NOON, tick=False) as clock:
        for _time in range(2):
            is_over(ask())
        request = ask()
        assert is_over(request)
        answer = errors.too_many_requests(request)
        seconds = int(answer["Retry-After"])

        assert answer.status_code == 429
        assert answer["Cache-Control"] == "private, no-store"
        assert f"Wait {-(-seconds // 60)} minutes" in answer.text
        clock.shift(seconds - 1)
        assert is_over(ask())
        clock.shift(1)
        assert not is_over(ask())


@time_machine.travel(NOON, tick=False)
def test_longest_of_several_waits_counts(ask):
    request, limited = ask(), [("0/m", "ip"), ("0/d", "ip"), ("0/h", "ip")]
    waits = []
    for rate, key in limited:
        apart = ask()
        assert is_over(apart, rate, key)
        assert is_over(request, rate, key)
        waits.append(limits.seconds_to_wait(apart))

    assert limits.seconds_to_wait(request) == max(waits)


def test_limit_that_nobody_explained_is_a_minute(ask):
    answer = errors.too_many_requests(ask())

    assert answer["Retry-After"] == "60"
    assert "Wait a minute" in answer.text
