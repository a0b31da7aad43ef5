"""Draws pictures in other processes, while this one does something else."""

import os
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from typing import Self

from stoa.demo.drawing import Job, Rendition, draw, render

#: So many pixels to draw; below, starting processes takes longer than drawing.
WORTH_A_POOL = 8_000_000
#: What waits for the drawings comes first.
NICENESS = 10


class Studio:
    """Order early, ask late. Used as a context manager, so that no process is left behind.

    Every picture that is ordered is drawn before the first rendition is made: the pictures are asked for sooner.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._pictures: dict[Job, Future[bytes]] = {}
        self._renditions: dict[Job, Future[tuple[Rendition, ...]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def order(self, jobs: Iterable[Job]) -> None:
        """Have these drawn; nothing happens where they are few, or where no process can be started."""
        wanted = [job for job in dict.fromkeys(jobs) if job not in self._pictures]
        if self._pool is None and sum(job.size[0] * job.size[1] for job in wanted) < WORTH_A_POOL:
            return
        try:
            pool = self._pool or ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), os.nice, (NICENESS,))
            self._pool = pool
            for job in wanted:
                self._pictures[job] = pool.submit(draw, job)
                self._pictures[job].add_done_callback(partial(self._order_renditions, job))
        except (OSError, BrokenProcessPool):
            self._pictures = {}

    def _order_renditions(self, job: Job, drawn: Future[bytes]) -> None:
        """Called by the pool, which may have been closed by now, or have lost its processes."""
        if self._pool and job.filters and not drawn.cancelled() and not drawn.exception():
            with suppress(RuntimeError):
                self._renditions[job] = self._pool.submit(render, drawn.result(), job.filters)

    def picture(self, job: Job) -> bytes:
        """The picture; drawn here and now when it was not ordered, or its process was lost."""
        ordered = self._pictures.get(job)
        try:
            return ordered.result() if ordered else draw(job)
        except (OSError, BrokenProcessPool):
            return draw(job)

    def renditions(self, job: Job, data: bytes) -> tuple[Rendition, ...]:
        """The renditions of the picture `data`; made here and now likewise."""
        ordered = self._renditions.pop(job, None)
        try:
            return ordered.result() if ordered else render(data, job.filters)
        except (OSError, BrokenProcessPool):
            return render(data, job.filters)
