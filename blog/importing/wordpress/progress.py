"""A progress bar for a person at a terminal; nothing for a log file."""

import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

Thing = TypeVar("Thing")
WIDTH = 30
EVERY = 0.1


class Progress:
    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream if stream is not None and stream.isatty() else None
        self._shown_at = 0.0

    def over(self, label: str, things: Iterable[Thing], *, total: int) -> Iterator[Thing]:
        """The same things, with the bar moving."""
        for count, thing in enumerate(things, start=1):
            yield thing
            self.show(label, count, total)
        self.end(label)

    def show(self, label: str, count: int, total: int) -> None:
        if self.stream is None or time.monotonic() - self._shown_at < EVERY:
            return
        self._shown_at = time.monotonic()
        part = min(count / total, 1) if total else 1
        bar = "█" * round(part * WIDTH)
        self.stream.write(f"\r{label:<12} {bar:<{WIDTH}} {part:4.0%}")
        self.stream.flush()

    def end(self, label: str) -> None:
        if self.stream is not None:
            self.stream.write(f"\r{label:<12} {'█' * WIDTH} 100%\n")
            self.stream.flush()
