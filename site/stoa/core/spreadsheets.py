"""Tables to download, as CSV and XLSX: safe to open, with numbers and moments as such, however long they are.

The file is written to disk row by row and sent from there, so memory stays small and no query waits for a slow reader.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse
from django.utils import timezone

from stoa.core.money import Money, round_money

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: What spreadsheets take for the beginning of a formula when they open a CSV file (OWASP, CSV injection): at the start
#: of a text, or after what those of other languages take for the end of a cell. Signs that nobody sees do not count.
_UNSEEN = r"[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
_FORMULA = re.compile(rf"(\A|[;,|\t\r\n])({_UNSEEN}[=+\-@＝＋－＠])")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_000
_MOMENT = "yyyy-mm-dd hh:mm"

#: A cell: text, number, moment, Money (its amount; the currency is another column), or None for an empty one.
Cell = str | int | Decimal | datetime | Money | None


@dataclass(frozen=True, kw_only=True)
class Table:
    """What is downloaded as `name`.csv or `name`.xlsx. `rows` are as long as `headings`."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def download(table: Table, kind: str) -> FileResponse:
    """The table as a file of the kind CSV or XLSX."""
    # The answer closes it.
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 -- outlives this function
    {CSV: write_csv, XLSX: write_xlsx}[kind](table, file)
    file.seek(0)
    name = f"{table.name}.{kind}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[kind])
    response["Cache-Control"] = "private, no-store"
    return response


def write_csv(table: Table, file: IO[bytes]) -> None:
    """UTF-8 with the mark by which Excel knows it; decimals with a point, moments as ISO 8601 in the reader's zone."""
    text = TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text)
    writer.writerow(table.headings)
    writer.writerows([_as_text(cell) for cell in row] for row in table.rows)
    text.flush()
    text.detach()


def write_xlsx(table: Table, file: IO[bytes]) -> None:
    """One sheet, its first row fixed."""
    from openpyxl import Workbook  # noqa: PLC0415 -- slow import

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=table.name[:31])
    sheet.freeze_panes = "A2"
    sheet.append(list(_cells(sheet, table.headings)))
    for row in table.rows:
        sheet.append(list(_cells(sheet, row)))
    book.save(file)


def harmless(text: str) -> str:
    """With an apostrophe before whatever a spreadsheet would reckon."""
    return _FORMULA.sub(r"\1'\2", text)


def storable(text: str) -> str:
    """Without what an XLSX file cannot hold."""
    return _NOT_IN_XML.sub("", text)[:_LONGEST_CELL]


def moment(at: datetime) -> str:
    """ "2026-11-21 15:25", in the reader's zone."""
    return timezone.localtime(at).isoformat(sep=" ", timespec="minutes")[:16]


def _as_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, datetime):
        return moment(cell)
    if isinstance(cell, Money):
        return f"{round_money(cell.amount, cell.currency):f}"
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return "" if cell is None else str(cell)


def _cells(sheet: Any, row: Iterable[Cell]) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- slow import

    for value in row:
        if isinstance(value, str):
            cell = WriteOnlyCell(sheet, storable(value))
            # Whatever it looks like: neither a formula nor an error.
            cell.data_type = "s"
        elif isinstance(value, datetime):
            cell = WriteOnlyCell(sheet, timezone.localtime(value).replace(tzinfo=None, microsecond=0))
            cell.number_format = _MOMENT
        elif isinstance(value, Money):
            amount = round_money(value.amount, value.currency)
            cell = WriteOnlyCell(sheet, amount)
            decimals = -int(amount.as_tuple().exponent)
            cell.number_format = f"#,##0.{'0' * decimals}" if decimals > 0 else "#,##0"
        else:
            cell = WriteOnlyCell(sheet, value)
        yield cell
