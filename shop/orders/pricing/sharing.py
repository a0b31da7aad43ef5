"""Sharing an amount out by weight, exactly, in whole units: the largest remainders get what is left over."""

from collections.abc import Mapping
from decimal import Decimal


def share_out(amount: Decimal, weights: Mapping[str, Decimal], unit: Decimal) -> dict[str, Decimal]:
    """{key: share}, together `amount`, in proportion to the weights; all are whole units and not negative.

    No share exceeds its weight unless `amount` exceeds all of them. Of equal remainders the key that sorts first wins.
    """
    whole, parts = int(amount / unit), {key: int(weight / unit) for key, weight in weights.items()}
    everything = sum(parts.values())
    if not everything:
        return dict.fromkeys(weights, Decimal(0) * unit)
    shares = {key: whole * part // everything for key, part in parts.items()}
    by_remainder = sorted(parts, key=lambda key: (-(whole * parts[key] % everything), key))
    for key in by_remainder[: whole - sum(shares.values())]:
        shares[key] += 1
    return {key: share * unit for key, share in shares.items()}
