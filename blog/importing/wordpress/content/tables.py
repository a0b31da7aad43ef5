"""Tables. Ours hold text in a grid: merged cells are written out and markup in cells is reported."""

from itertools import zip_longest

from bs4.element import Tag

from blog.importing.wordpress.content import pictures, rich_text
from blog.importing.wordpress.content.context import BodyBlock
from blog.importing.wordpress.content.elements import attribute
from blog.importing.wordpress.content.flow import Flow
from blog.importing.wordpress.numbers import number_of

WIDEST = 1000


def write_table(flow: Flow, node: Tag) -> None:
    rows = [row for row in node.find_all("tr") if row.find_parent("table") is node]
    grid: list[list[str]] = []
    extras: list[BodyBlock] = []
    for row in rows:
        grid.append(_cells(flow, row, extras))
    width = max((len(row) for row in grid), default=0)
    if not width:
        return
    data = [list(column) for column in zip(*zip_longest(*grid, fillvalue=""), strict=True)]
    first_row, first_column = _headers(rows)
    choice = {(True, True): "both", (True, False): "row", (False, True): "column"}.get(
        (first_row, first_column), "neither"
    )
    value = {
        "data": data,
        "first_row_is_table_header": first_row,
        "first_col_is_header": first_column,
        "table_header_choice": choice,
        "table_caption": _caption(flow, node),
    }
    flow.write("table", value)
    for kind, extra in extras:
        flow.write(kind, extra)


def _cells(flow: Flow, row: Tag, extras: list[BodyBlock]) -> list[str]:
    cells: list[str] = []
    for cell in row.find_all(["td", "th"], recursive=False):
        blocks = flow.inner(cell.children)
        text = "".join(value for kind, value in blocks if kind == "rich_text")
        extras += [(kind, value) for kind, value in blocks if kind != "rich_text"]
        if rich_text.has_markup(text):
            flow.context.note("markup in a table cell", _described(cell))
        cells.append(_with_addresses(cell, rich_text.plain(text)))
        cells += [""] * (_span(flow, cell, "colspan") - 1)
        _span(flow, cell, "rowspan")
        if len(cells) > WIDEST:
            break
    return cells


def _described(cell: Tag) -> str:
    return rich_text.one_line(cell.get_text())[:60]


def _with_addresses(cell: Tag, text: str) -> str:
    """A cell cannot link, so the address follows the words."""
    addresses = [attribute(anchor, "href").strip() for anchor in cell.find_all("a", href=True)]
    addresses = [address for address in addresses if address.startswith("http") and address not in text]
    return f"{text} ({', '.join(addresses)})" if addresses else text


def _span(flow: Flow, cell: Tag, name: str) -> int:
    number = number_of(attribute(cell, name)) or 1
    if number > 1:
        flow.context.note("merged table cells", _described(cell))
    return min(number, WIDEST)


def _headers(rows: list[Tag]) -> tuple[bool, bool]:
    kinds = [[cell.name for cell in row.find_all(["td", "th"], recursive=False)] for row in rows]
    first_row = bool(kinds[0]) and (set(kinds[0]) == {"th"} or rows[0].find_parent("thead") is not None)
    body = kinds[1:] if first_row else kinds
    first_column = bool(body) and all(row and row[0] == "th" for row in body)
    return first_row, first_column


def _caption(flow: Flow, node: Tag) -> str:
    own = node.find("caption")
    if own is not None:
        return pictures.plain_text(flow, own)
    figure = node.find_parent("figure")
    return pictures.caption_of(flow, figure) if figure is not None else ""
