"""Reads an article written as a person writes it: TOML between `+++` lines, then Markdown with a few directives.

The body becomes (name, value) pairs of body blocks. Pictures, pages and files are still names in it: `Art`, `PageName`
and `FileName`, and `post:slug` or `page:key` as addresses of links; `stoa.demo.names` puts the real ones in their place.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stoa.demo import directives, prose

Block = tuple[str, Any]

FENCE = re.compile(r"^```(?P<language>\w*)[ ]*(?P<filename>.*)$")
HEADING = re.compile(r"^(?P<marks>#{2,4}) (?P<text>.+)$")
ATTRIBUTION = re.compile(r"^— (?P<attribution>.+?)(?:, (?P<source>.+))?$")


@dataclass(frozen=True)
class Article:
    """What a file says: its front matter and its blocks."""

    facts: dict[str, Any]
    blocks: list[Block]


def read(path: Path) -> Article:
    """Read a file. Raises ValueError, naming the file, when it is not written as agreed."""
    _, marks, rest = path.read_text(encoding="utf-8").partition("+++\n")
    front, closing, body = rest.partition("\n+++\n")
    if not (marks and closing):
        raise ValueError(f"{path.name}: no front matter between +++ lines")
    try:
        return Article(tomllib.loads(front), list(blocks_of(body)))
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error


def blocks_of(text: str) -> Iterator[Block]:
    """Cut a body into blocks. Every kind of line that begins a block has a function; the rest is rich text."""
    lines = Lines(text.splitlines())
    words: list[str] = []
    while not lines.at_end:
        block = _special(lines)
        if block is None:
            words.append(lines.take())
            continue
        yield from _rich_text(words)
        yield block
    yield from _rich_text(words)


class Lines:
    """Lines with a finger on the next one."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.place = 0

    @property
    def at_end(self) -> bool:
        return self.place >= len(self.lines)

    @property
    def next(self) -> str:
        return "" if self.at_end else self.lines[self.place]

    def take(self) -> str:
        self.place += 1
        return self.lines[self.place - 1]

    def take_until(self, end: str) -> list[str]:
        """The lines before one that equals `end`, which is skipped. Raises ValueError if there is none."""
        try:
            stop = self.lines.index(end, self.place)
        except ValueError:
            raise ValueError(f"nothing closes the block before line {self.place + 1}: {end} expected") from None
        taken, self.place = self.lines[self.place : stop], stop + 1
        return taken

    def take_while(self, start: str) -> list[str]:
        first = self.place
        while not self.at_end and self.next.startswith(start):
            self.place += 1
        return self.lines[first : self.place]


def _special(lines: Lines) -> Block | None:
    for begins, read_block in (
        ("```", _code),
        ("##", _heading),
        ("![", _picture),
        ("> ", _quote),
        ("|", _table),
        (":::", _directive),
    ):
        if lines.next.startswith(begins):
            return read_block(lines)
    return None


def _match(pattern: re.Pattern[str], line: str) -> re.Match[str]:
    found = pattern.match(line)
    if not found:
        raise ValueError(f"cannot read the line: {line}")
    return found


def _code(lines: Lines) -> Block:
    found = _match(FENCE, lines.take())
    code = "\n".join(lines.take_until("```"))
    return "code", {"language": found["language"] or "text", "filename": found["filename"], "code": code}


def _heading(lines: Lines) -> Block:
    found = _match(HEADING, lines.take())
    return "heading", {"text": found["text"], "level": f"h{len(found['marks'])}"}


def _picture(lines: Lines) -> Block:
    return "image", {**prose.picture_in(lines.take()), "decorative": False}


def _quote(lines: Lines) -> Block:
    said = [line[2:] for line in lines.take_while("> ")]
    found = ATTRIBUTION.match(said[-1])
    told = said[:-1] if found else said
    parts = found.groupdict("") if found else {"attribution": "", "source": ""}
    return "quote", {"text": " ".join(told), **parts, "url": ""}


def _table(lines: Lines) -> Block:
    rows = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in lines.take_while("|")]
    caption = _table_caption(lines)
    is_matrix = rows[0][0] == ""
    return "table", {
        "data": [[_plain(cell) for cell in row] for row in (rows[0], *rows[2:])],
        "first_row_is_table_header": True,
        "first_col_is_header": is_matrix,
        "table_header_choice": "both" if is_matrix else "row",
        "table_caption": caption,
    }


def _table_caption(lines: Lines) -> str:
    """`Table: …` after an empty line, or nothing."""
    ahead = lines.lines[lines.place : lines.place + 2]
    if len(ahead) < 2 or ahead[0] or not ahead[1].startswith("Table: "):
        return ""
    lines.place += 2
    return ahead[1].removeprefix("Table: ")


def _plain(cell: str) -> str:
    """Cells are plain text: marks of emphasis and code go."""
    return re.sub(r"\*\*|`|(?<!\w)\*|\*(?!\w)", "", cell)


def _directive(lines: Lines) -> Block:
    name, _, rest = lines.take().removeprefix(":::").partition(" ")
    if name in directives.ONE_LINE:
        return name, directives.ONE_LINE[name](rest)
    if name not in directives.ENCLOSING:
        raise ValueError(f"unknown directive :::{name}")
    block_name, read_block = directives.ENCLOSING[name]
    return block_name, read_block(rest, lines.take_until(":::"))


def _rich_text(words: list[str]) -> Iterator[Block]:
    text = "\n".join(words).strip()
    words.clear()
    if text:
        yield "rich_text", prose.html_of(text)
