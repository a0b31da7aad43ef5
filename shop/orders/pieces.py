"""What the first pieces of a line come to, so that all of them are the whole line, to the cent.

Whoever gives money back and the credit note for it reckon with this: some pieces are the difference of two such sums.
"""

from decimal import Decimal

from stoa.core.money import round_money


def of_first(pieces: int, *, quantity: int, asked: Decimal, tax: Decimal, currency: str) -> tuple[Decimal, Decimal]:
    """(asked, tax) of so many pieces of a line of `quantity`; what is asked is rounded, tax follows from it."""
    part = round_money(asked * pieces / quantity, currency)
    return part, round_money(tax * part / asked, currency) if asked else tax * 0
