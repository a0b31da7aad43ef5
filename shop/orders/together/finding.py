"""What was bought with some products: asked of Redis where its sets are there, else of the orders, with one answer."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from shop.orders.together import counting, sets
from shop.orders.together.counting import Partners


def find(keys: Collection[UUID], limit: int) -> list[UUID]:
    """Other products, those most often bought with any of `keys` first. One query, none with Redis."""
    if not keys:
        return []
    try:
        numbers = sets.read(keys)
    except sets.Unavailable:
        numbers = find_in_orders(keys)
    others = [(number, str(key), key) for key, number in numbers.items() if key not in keys]
    return [key for _number, _text, key in sorted(others, reverse=True)[:limit]]


def find_in_orders(keys: Collection[UUID]) -> Partners:
    """As `sets.read`, from the orders themselves. One query."""
    together: Counter[UUID] = Counter()
    for partners in counting.partners_of(keys).values():
        together.update(partners)
    return dict(together)
