import pytest
from django.test import Client

from stoa.accounts.tests.steps import is_logged_in, log_in
from stoa.core.redis_cache import FailOpenRedisCache


def refusal(answer):
    return answer.status_code, 0 < int(answer["Retry-After"]) <= 300, "<h1>" in answer.text


@pytest.mark.parametrize("email", ["ann@example.org", "nobody@example.org"])
def test_o09_guessing_at_one_address_is_refused_wherever_it_comes_from(member, email):
    for number in range(5):
        assert log_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), email=email, password="wrong").status_code == 200

    elsewhere = Client(REMOTE_ADDR="10.0.1.1")
    assert refusal(log_in(elsewhere, email=email)) == (429, True, True)
    assert not is_logged_in(elsewhere)


def test_o09_guessing_at_many_addresses_from_one_place_is_refused(client, member):
    answers = [log_in(client, email=f"nobody{number}@example.org", password="wrong") for number in range(11)]

    assert [answer.status_code for answer in answers[:10]] == [200] * 10
    assert refusal(answers[10]) == (429, True, True)


def test_o09_place_is_what_the_trusted_proxy_saw(settings, member):
    settings.TRUSTED_PROXY_COUNT = 1

    def answer_to(number, forwarded):
        return log_in(Client(headers={"X-Forwarded-For": forwarded}), f"nobody{number}@example.org", "wrong")

    lying = [answer_to(number, f"10.9.9.{number}, 192.0.2.1").status_code for number in range(11)]
    assert lying == [200] * 10 + [429]
    assert answer_to(12, "192.0.2.2").status_code == 200


def test_o09_without_redis_a_try_is_taken_for_the_first():
    gone = {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1}
    cache = FailOpenRedisCache("redis://127.0.0.1:1/0", {"OPTIONS": gone})

    assert cache.add("a key", "a value", 10) is True
