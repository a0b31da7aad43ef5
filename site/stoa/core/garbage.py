"""The collector of garbage, in a process that serves."""

import gc

from django.urls import get_resolver

#: New objects after which it looks for rubbish among them: a page makes some ten thousand.
THRESHOLD = (10_000, 20, 20)


def settle_down() -> None:
    """Call it when everything is loaded: what is there by now stays, and is not looked through again and again."""
    # Loads the views as well.
    get_resolver().url_patterns  # noqa: B018 -- read for what it does
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLD)
