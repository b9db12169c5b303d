"""Long reading without the garbage collector: so many values at once, and no cycle among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No collection until this ends, if there was any before; also a decorator."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_MANY = 50_000


@contextmanager
def seldom() -> Iterator[None]:
    """Collections only after many more values than usual, for work that may leave cycles behind."""
    before = gc.get_threshold()
    gc.set_threshold(_MANY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
