"""Compare open and recent payments with what their providers say."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from shop.payments import reconciling


class Command(BaseCommand):
    help = "Ask payment providers about open and recent payments, mend what events have missed, report the rest."

    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        for line in reconciling.reconcile(now=timezone.now()):
            number += 1
            self.stdout.write(line)
        self.stdout.write(f"{number} of them were not as their providers say." if number else "All as it should be.")
