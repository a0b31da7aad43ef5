"""Draws pictures in other processes, while this one does something else."""

import os
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Self

from stoa.demo.drawing import Drawing, Job, draw

#: So many pixels to draw; below, starting processes takes longer than drawing.
WORTH_A_POOL = 8_000_000
#: What waits for the drawings comes first.
NICENESS = 10


class Studio:
    """Order early, ask late. Used as a context manager, so that no process is left behind."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._ordered: dict[Job, Future[Drawing]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def order(self, jobs: Iterable[Job]) -> None:
        """Have these drawn; nothing happens where they are few, or where no process can be started."""
        wanted = [job for job in dict.fromkeys(jobs) if job not in self._ordered]
        if self._pool is None and sum(job.size[0] * job.size[1] for job in wanted) < WORTH_A_POOL:
            return
        try:
            pool = self._pool or ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), os.nice, (NICENESS,))
            self._ordered |= {job: pool.submit(draw, job) for job in wanted}
            self._pool = pool
        except (OSError, BrokenProcessPool):
            self._ordered = {}

    def drawing(self, job: Job) -> Drawing:
        """The drawing; made here and now when it was not ordered, or its process was lost."""
        ordered = self._ordered.pop(job, None)
        try:
            return ordered.result() if ordered else draw(job)
        except (OSError, BrokenProcessPool):
            return draw(job)
