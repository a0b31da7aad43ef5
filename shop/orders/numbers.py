"""Numbers in a row: one after the other, none left out."""

from django.db import transaction
from django.db.transaction import TransactionManagementError

#: Begins a series or goes on with it, and locks it: the ORM has no such statement.
_NEXT = (
    "INSERT INTO orders_numberseries (name, last) VALUES (%s, 1)"
    " ON CONFLICT (name) DO UPDATE SET last = orders_numberseries.last + 1 RETURNING last"
)


def next_number(series: str) -> int:
    """The next number of `series`, from 1; called in the transaction that uses it, as late as possible.

    The series stays locked until that transaction ends, so a number whose transaction fails is given again.
    Raises TransactionManagementError outside of one.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise TransactionManagementError("A number is given in the transaction that uses it.")
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series])
        return int(cursor.fetchone()[0])
