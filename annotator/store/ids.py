"""Identifiers that sort by the time they were made (UUID version 7, RFC 9562)."""

import hashlib
import os
import threading
import time
from uuid import UUID

_COUNT_BITS = 0xFFF


class IdSource:
    """Makes ids that never go backwards, even when the clock does."""

    def __init__(self, newest: str = "") -> None:
        self._last = int(newest.replace("-", "")[:12], 16) if newest else 0
        self._count = 0
        self._lock = threading.Lock()

    def make(self) -> str:
        """A new id; later ids are greater as text."""
        with self._lock:
            now = time.time_ns() // 1_000_000
            if now > self._last:
                self._last, self._count = now, 0
            else:
                self._count += 1
                if self._count > _COUNT_BITS:
                    self._last, self._count = self._last + 1, 0
            high = (self._last << 16) | 0x7000 | self._count
        low = (int.from_bytes(os.urandom(8)) & 0x3FFFFFFFFFFFFFFF) | 0x8000000000000000
        digits = f"{high:016x}{low:016x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


_SOURCE = IdSource()


def new_id() -> str:
    """An id for a new record."""
    return _SOURCE.make()


def id_of(*parts: str) -> str:
    """An id made from words, the same each time and everywhere (UUID version 8, RFC 9562)."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).digest()
    number = int.from_bytes(digest) & ~(0xF000 << 64) & ~(0xC000 << 48)
    return str(UUID(int=number | (0x8000 << 64) | (0x8000 << 48)))
