"""`make crash`: kill the worker and the web process at random moments, many times, and look what comes of it."""

from __future__ import annotations

import sys

from scripts.console import Problem, main, say, step
from scripts.environment import DEVELOPMENT, check_folders, prepare
from scripts.services import postgresql, redis, temporary_folder
from scripts.suite import migrate_both, run_pytest
from scripts.system_packages import require_packages

TESTS = "shop/payments/tests/crashes"


def kills() -> int:
    """How often. Raises Problem for what is no number."""
    text = sys.argv[1] if len(sys.argv) > 1 else "100"
    if not text.isdecimal() or not int(text):
        raise Problem(f"KILLS={text} is not a number: say how often, as in `make crash KILLS=20`.")
    return int(text)


def make_crash() -> int:
    times = kills()
    say(f"Stoa: worker and web process are killed {times} times")
    check_folders()
    require_packages()
    prepare(DEVELOPMENT)
    with temporary_folder() as folder, postgresql() as database_url, redis() as redis_url:
        with step("Making the tables"):
            migrate_both(folder, database_url)
        services = {"MIGRATED": "stoa", "DATABASE_URL": database_url, "REDIS_URL": redis_url}
        result = run_pytest("Crashes", folder, TESTS, KILLS=str(times), **services)
    return 0 if result.is_good and result.passed else 1


if __name__ == "__main__":
    main(make_crash)
