"""Small files to sell: drawings as PDF, words as EPUB, both in a ZIP. The same facts make the same bytes."""

import io
import math
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

#: In points of 1/72 inch.
SIZES = {"A4": (595, 842), "A5": (420, 595)}
_LONG_AGO = (2026, 1, 1, 0, 0, 0)
_MARGIN = 42


def pdf(title: str, sheets: Sequence[str], size: str = "A4") -> bytes:
    """One page a sheet, each with a frame, its words and a figure of its own. ISO 32000-1, 7.5."""
    width, height = SIZES[size]
    pages = [_page(title, sheet, place, len(sheets), width, height) for place, sheet in enumerate(sheets, start=1)]
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, content in enumerate(pages):
        box = f"/MediaBox [0 0 {width} {height}] /Resources << /Font << /F1 3 0 R >> >>"
        objects += [
            f"<< /Type /Page /Parent 2 0 R {box} /Contents {5 + 2 * place} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    return _written(objects)


def epub(title: str, language: str, chapters: Sequence[tuple[str, str]], identifier: str) -> bytes:
    """A book of chapters (title, words). EPUB 3.3."""
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in _of(chapters))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in _of(chapters))
    links = "".join(f'<li><a href="c{n}.xhtml">{escape(chapters[n][0])}</a></li>' for n in _of(chapters))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{identifier}</dc:identifier><dc:title>{escape(title)}</dc:title>'
        f'<dc:language>{language}</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f"{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    nav = f'<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol>{links}</ol></nav>'
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "package.opf": package}
    files["nav.xhtml"] = _xhtml(title, nav)
    for n in _of(chapters):
        heading, words = chapters[n]
        files[f"c{n}.xhtml"] = _xhtml(heading, f"<h1>{escape(heading)}</h1><p>{escape(words)}</p>")
    return archive({name: text.encode() for name, text in files.items()})


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of these, in their order, none compressed: the bytes depend on no library."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _LONG_AGO), content)
    return target.getvalue()


def _of(chapters: Sequence[tuple[str, str]]) -> range:
    return range(len(chapters))


def _xhtml(title: str, content: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{escape(title)}</title></head><body>{content}</body></html>"
    )


def _page(title: str, sheet: str, place: int, number: int, width: int, height: int) -> str:
    inner = width - 2 * _MARGIN
    lines = ["0.8 w", f"{_MARGIN} {_MARGIN} {inner} {height - 2 * _MARGIN} re S"]
    lines += [_text(title, _MARGIN + 12, height - _MARGIN - 22, 14), _text(sheet, _MARGIN + 12, height - 84, 11)]
    lines.append(_text(f"{place} / {number}", width - _MARGIN - 44, _MARGIN + 10, 9))
    return "\n".join([*lines, *_figure(place, width / 2, height / 2 - 20, inner * 0.36)])


def _figure(place: int, x: float, y: float, reach: float) -> list[str]:
    """Two polygons and the lines between them, with one corner more every other sheet."""
    corners = 3 + place % 5
    turn = place * math.pi / 11
    outer, inner = ([_corner(x, y, size, turn, n, corners) for n in range(corners)] for size in (reach, reach * 0.55))
    closed = [
        f"{a[0]} {a[1]} m {b[0]} {b[1]} l S"
        for row in (outer, inner)
        for a, b in zip(row, row[1:] + row[:1], strict=True)
    ]
    return closed + [f"{a[0]} {a[1]} m {b[0]} {b[1]} l S" for a, b in zip(outer, inner, strict=True)]


def _corner(x: float, y: float, size: float, turn: float, n: int, corners: int) -> tuple[str, str]:
    angle = turn + 2 * math.pi * n / corners
    return f"{x + size * math.cos(angle):.1f}", f"{y + size * math.sin(angle):.1f}"


def _text(words: str, x: int, y: int, size: int) -> str:
    plain = words.encode("ascii", "replace").decode().replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {size} Tf {x} {y} Td ({plain}) Tj ET"


def _written(objects: Sequence[str]) -> bytes:
    """Header, objects, and the table of where each of them begins."""
    data, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    tail = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return data + f"{tail}startxref\n{len(data)}\n%%EOF\n".encode("ascii")
