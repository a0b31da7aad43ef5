"""The press: a program of its own that draws PDFs, without Django, database, secrets or network.

It takes jobs from its input and gives answers to its output: four bytes of length, then a job {"html": …, "css": […]},
or an answer, which begins with b"+" before a PDF and with b"-" before why there is none. Each job is drawn by a fork,
within limits, so that none leaves anything behind and the next one begins with everything loaded. The press ends when
its input does, and when nobody has asked for a while.
"""

import contextlib
import json
import os
import resource
import select
import sys
from typing import IO, Any

MEMORY = 600 * 1024 * 1024  # bytes of addresses, of which a third are used
CPU_SECONDS = 10
IDLE_SECONDS = 120
LENGTH = 4
PDF, PROBLEM = b"+", b"-"


def main(source: IO[bytes], target: IO[bytes]) -> None:
    # Without the libraries of the system every job is told so.
    with contextlib.suppress(Exception):
        draw(html='<html lang="en"><title>1</title><p>1</p></html>', css=[])
    while select.select([source], [], [], IDLE_SECONDS)[0]:
        job = read_block(source)
        if job is None:
            return
        write_block(target, _draw_in_fork(job))


def _draw_in_fork(job: bytes) -> bytes:
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
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- slow import

    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    sheets = [weasyprint.CSS(string=sheet, url_fetcher=fetcher) for sheet in css]
    document = weasyprint.HTML(string=html, url_fetcher=fetcher)
    pdf: Any = document.write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")
    return bytes(pdf)


def read_block(source: IO[bytes]) -> bytes | None:
    """None at the end."""
    length = source.read(LENGTH)
    return source.read(int.from_bytes(length)) if len(length) == LENGTH else None


def write_block(target: IO[bytes], block: bytes) -> None:
    target.write(len(block).to_bytes(LENGTH) + block)
    target.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
