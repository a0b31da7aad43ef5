"""The press: a program of its own that draws PDFs, without Django, database, secrets or network.

It takes jobs from its input and gives answers to its output: four bytes of length, then a job {"html": …, "css": […]},
or an answer, which begins with b"+" before a PDF and with b"-" before why there is none. Each job is drawn by a fork,
within limits, so that none leaves anything behind and the next one begins with everything loaded. The press ends when
its input does, and when nobody has asked for a while.
"""

import contextlib
import gc
import json
import os
import resource
import select
import sys
from functools import cache, lru_cache
from pathlib import Path
from typing import IO, Any

MEMORY = 600 * 1024 * 1024  # bytes of addresses, of which a third are used
CPU_SECONDS = 10
IDLE_SECONDS = 120
LENGTH = 4
SHEETS = 16
PDF, PROBLEM = b"+", b"-"
#: Drawn once before the first job, with the sheet of invoices: it loads the fonts that most names need.
SPECIMEN = Path(__file__).with_name("specimen.htm")
STYLE = Path(__file__).parents[1] / "static" / "orders" / "invoice.css"


def main(source: IO[bytes], target: IO[bytes]) -> None:
    _warm_up()
    while select.select([source], [], [], IDLE_SECONDS)[0]:
        job = read_block(source)
        if job is None:
            return
        write_block(target, _draw_in_fork(job))


def _warm_up() -> None:
    # Without the libraries of the system every job is told so.
    with contextlib.suppress(Exception):
        draw(html=SPECIMEN.read_text(encoding="utf-8"), css=[STYLE.read_text(encoding="utf-8")])
    # Forks live too short for collecting garbage, and share what is there.
    gc.freeze()
    gc.disable()


def _draw_in_fork(job: bytes) -> bytes:
    # What is read here is there for the forks after it, too.
    with contextlib.suppress(Exception):
        _sheets(json.loads(job)["css"])
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.close(reading)
        with open(writing, "wb") as answer:
            answer.write(_draw_within_limits(job))
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as answer:
        found = answer.read()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return found if status == 0 and found else PROBLEM + f"It ended with {status}".encode()


def _draw_within_limits(job: bytes) -> bytes:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # The clock of a fork begins at nothing.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        return PDF + draw(**json.loads(job))
    # Whatever is wrong with a job is told to who gave it.
    except Exception as error:
        return PROBLEM + f"{type(error).__name__}: {error}"[:500].encode()


def draw(*, html: str, css: list[str]) -> bytes:
    """A tagged PDF. Nothing is fetched from anywhere: only what stands in the document itself is read."""
    # Missing libraries of the system raise OSError here.
    import weasyprint  # noqa: PLC0415 -- slow import

    document = weasyprint.HTML(string=html, url_fetcher=_fetcher())
    pdf: Any = document.write_pdf(stylesheets=_sheets(css), font_config=_fonts(), pdf_variant="pdf/ua-1")
    return bytes(pdf)


def _sheets(css: list[str]) -> list[Any]:
    return [_sheet(sheet) for sheet in css]


@lru_cache(maxsize=SHEETS)
def _sheet(css: str) -> Any:
    import weasyprint  # noqa: PLC0415 -- slow import

    return weasyprint.CSS(string=css, url_fetcher=_fetcher(), font_config=_fonts())


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- slow import

    return FontConfiguration()


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- slow import

    return URLFetcher(allowed_protocols={"data"}, allow_redirects=False)


def read_block(source: IO[bytes]) -> bytes | None:
    """None at the end."""
    length = source.read(LENGTH)
    return source.read(int.from_bytes(length)) if len(length) == LENGTH else None


def write_block(target: IO[bytes], block: bytes) -> None:
    target.write(len(block).to_bytes(LENGTH) + block)
    target.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
