from datetime import timedelta

import pytest
from django.utils import timezone

from stoa.core import heartbeat
from stoa.core.tasks import run_sweep


def test_healthz_answers_without_a_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_readyz_tells_of_database_cache_and_worker(client, db, django_assert_num_queries):
    run_sweep.delay()

    with django_assert_num_queries(1):
        answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "checks": {"database": True, "cache": True, "worker": True}}


@pytest.mark.parametrize("seconds", [None, heartbeat.SECONDS])
def test_readyz_without_a_worker_is_degraded_and_still_serves(client, db, time_machine, seconds):
    if seconds is not None:
        heartbeat.beat()
        time_machine.move_to(timezone.now() + timedelta(seconds=seconds))

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded", "checks": {"database": True, "cache": True, "worker": False}}


def test_readyz_without_a_cache_is_503(client, db, settings):
    run_sweep.delay()
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "checks": {"database": True, "cache": False, "worker": False}}
