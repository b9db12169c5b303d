"""Identifiers that sort by the time they were made (UUID version 7, RFC 9562)."""

import os
import threading
import time

_COUNT_BITS = 0xFFF


class IdSource:
    """Makes ids that never go backwards, even when the clock does."""

    def __init__(self, newest: str = "") -> None:
        self._last = int(newest.replace("-", "")[:12], 16) if newest else 0
        self._count = 0
        self._lock = threading.Lock()

    def make(self) -> str:
        """A new id; later ids are greater as text."""
        return self.several(1)[0]

    def several(self, number: int) -> list[str]:
        """So many new ids, each greater than the one before."""
        noise = os.urandom(8 * number).hex()
        with self._lock:
            now = time.time_ns() // 1_000_000
            highs = [self._high(now) for _ in range(number)]
        return [_id(high, noise[16 * at : 16 * at + 16]) for at, high in enumerate(highs)]

    def _high(self, now: int) -> str:
        """The first half: the time in milliseconds and a count within it, always growing."""
        if now > self._last:
            self._last, self._count = now, 0
        elif self._count < _COUNT_BITS:
            self._count += 1
        else:
            self._last, self._count = self._last + 1, 0
        return f"{self._last << 16 | 0x7000 | self._count:016x}"


_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
"""The digit that says who defines the rest of an id, with two bits of its own."""


def _id(high: str, low: str) -> str:
    return f"{high[:8]}-{high[8:12]}-{high[12:]}-{_VARIANT[low[0]]}{low[1:4]}-{low[4:]}"


_SOURCE = IdSource()


def new_id() -> str:
    """An id for a new record."""
    return _SOURCE.make()


def new_ids(number: int) -> list[str]:
    """Ids for so many new records, in their order."""
    return _SOURCE.several(number)


def id_of(*parts: str) -> str:
    """An id made from words, the same each time and everywhere (UUID version 8, RFC 9562)."""
    # Nothing that the window's first picture shows needs it.
    import hashlib  # noqa: PLC0415

    digits = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
    return _id(f"{digits[:12]}8{digits[13:16]}", digits[16:])
