"""The garbage collector, kept away from a run: what a run makes lives to its end, and is walked over for nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused(*, for_good: bool = False) -> Iterator[None]:
    """Spare the collector the walk over millions of objects.

    Once it is back it makes up for that, so in a process that ends with the run it is better paused for good.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled and not for_good:
            gc.enable()
