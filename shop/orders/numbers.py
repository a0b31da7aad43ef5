"""Numbers in a row: one after the other, none left out."""

from shop.orders.models import NumberSeries


def next_number(series: str) -> int:
    """The next number of `series`, from 1; called in the transaction that uses it, as late as possible.

    The series stays locked until that transaction ends, so a number whose transaction fails is given again.
    Raises TransactionManagementError outside of one.
    """
    rows = NumberSeries.objects.select_for_update().filter(name=series)
    row = rows.first()
    if row is None:
        NumberSeries.objects.get_or_create(name=series)
        row = rows.get()
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
