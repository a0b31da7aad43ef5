"""Measures post and index with every page cache off, then a cached page, beside a bare Wagtail page in the same run.

What counts are the ratios: both sites share PostgreSQL, gunicorn's settings and the moment. Options in ARGS:
`--seconds 3` and `--rounds 2` of each measurement, `--posts 1000`.
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from bench.load import requests_per_second, tool
from bench.sites import Server, bare_site, stoa_site
from scripts.console import main, say, step
from scripts.services import postgresql, redis, temporary_folder

#: What each must reach, as a part or multiple of the bare page.
BARS = {"post": 0.25, "index": 0.25, "post from the page cache": 8.0}


@dataclass(frozen=True)
class Target:
    name: str
    server: Server
    path: str


def bench() -> int:
    options = _options()
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder())
        with step("Starting PostgreSQL and Redis"):
            database = stack.enter_context(postgresql())
            redis_url = stack.enter_context(redis())
        with step("Making a bare Wagtail site"):
            bare = bare_site(folder, database)
        with step(f"Making Stoa with {options.posts} posts"):
            stoa = stoa_site(folder, database, redis_url, posts=options.posts)
        post, index = stoa.addresses()
        plain = [("post", post), ("index", index)]
        results = _measure(stack, bare, stoa.with_page_cache(0), plain, options)
        results |= _measure(stack, bare, stoa.with_page_cache(300), [("post from the page cache", post)], options)
    return _report(results)


def _measure(
    stack: ExitStack, bare: Server, stoa: Server, pages: list[tuple[str, str]], options: argparse.Namespace
) -> dict[str, tuple[float, float]]:
    """{name: (requests per second, ratio to the bare page)}; the sites take turns, so that both meet the same noise."""
    with bare.running() as bare_url, stoa.running() as stoa_url:
        addresses = {"bare": f"{bare_url}/"} | {name: stoa_url + path for name, path in pages}
        for address in addresses.values():
            requests_per_second(address, seconds=1)
        rates: dict[str, list[float]] = {name: [] for name in addresses}
        for _round in range(options.rounds):
            for name, address in addresses.items():
                rates[name].append(requests_per_second(address, seconds=options.seconds))
    base = median(rates["bare"])
    label = "bare page" if "post" in rates else "bare page, second run"
    return {label: (base, 1.0)} | {name: (median(rates[name]), median(rates[name]) / base) for name, _path in pages}


def _report(results: dict[str, tuple[float, float]]) -> int:
    say(f"\nRequests per second (16 connections, {tool()}), and how many times the bare page:")
    missed = 0
    for name, (rate, ratio) in results.items():
        bar = BARS.get(name)
        verdict = "" if bar is None else f"  bar {bar:g}: {'reached' if ratio >= bar else 'MISSED'}"
        missed += bar is not None and ratio < bar
        say(f"  {name:<26} {rate:8.0f}  {ratio:6.2f}{verdict}")
    return int(missed > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--posts", type=int, default=1000)
    return parser.parse_args()


if __name__ == "__main__":
    main(bench)
