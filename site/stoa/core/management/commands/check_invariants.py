"""`manage.py check_invariants`: does everything hold that must always hold?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stoa.core import invariants


class Command(BaseCommand):
    """Fails, and says what is wrong, when something does not hold. Changes nothing."""

    help = "Look whether stock, orders, coupons … add up."

    def handle(self, *args: Any, **options: Any) -> None:
        found = invariants.problems()
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"All hold: {', '.join(invariants.names())}.")
