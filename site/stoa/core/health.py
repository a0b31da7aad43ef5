"""`/healthz`: the process answers. `/readyz`: database and cache answer too (503 when one does not).

`/readyz` also tells of the background worker. Pages are served without it, so it makes the answer "degraded", not 503:
no balancer shall take all pages away because mails wait.
"""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from stoa.core import heartbeat


def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    needed = {"database": _database_answers(), "cache": _cache_answers()}
    checks = needed | {"worker": heartbeat.is_fresh()}
    if not all(needed.values()):
        return JsonResponse({"status": "unavailable", "checks": checks}, status=503)
    return JsonResponse({"status": "ok" if all(checks.values()) else "degraded", "checks": checks})


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def _cache_answers() -> bool:
    cache.set("readyz", "yes", 5)
    return cache.get("readyz") == "yes"
