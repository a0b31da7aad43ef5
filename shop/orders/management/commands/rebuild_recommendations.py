"""`manage.py rebuild_recommendations`: what was bought together, from the orders into Redis."""

from typing import Any

from django.core.management.base import BaseCommand

from shop.orders.together import keeping, sets


class Command(BaseCommand):
    help = "Count anew what was bought together, for Redis. Safe to repeat; without Redis there is nothing to do."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            number = keeping.rebuild()
        except sets.Unavailable:
            self.stdout.write("There is no Redis: recommendations come from the orders themselves.")
            return
        self.stdout.write(f"Rebuilt what was bought with {number} products.")
